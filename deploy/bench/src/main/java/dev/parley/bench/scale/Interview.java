package dev.parley.bench.scale;

import dev.parley.bench.usage.ProcessTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Asks all questions in turn, each some times in a row, until each has been asked often enough:
/// whatever disturbs the machine disturbs all sizes alike. Whoever is first in one turn is last in
/// the next.
final class Interview {

  private final Client client;
  private final ProcessTree processes;
  private final int inARow;

  Interview(Client client, ProcessTree processes, int inARow) {
    this.client = client;
    this.processes = processes;
    this.inARow = inARow;
  }

  /// @param warmUp turns that do not count
  /// @param turns that do
  /// @return in the questions' order
  List<Cost> costs(List<Question> questions, int warmUp, int turns)
      throws IOException, InterruptedException {
    List<Asking> askings =
        questions.stream().map(question -> new Asking(question, turns * inARow)).toList();
    for (int turn = 0; turn < warmUp + turns; turn++) {
      for (Asking asking : turn % 2 == 0 ? askings : askings.reversed()) {
        take(asking, turn, turn >= warmUp);
      }
    }
    List<Cost> costs = new ArrayList<>();
    for (Asking asking : askings) {
      costs.add(Cost.of(asking.question, asking.nanos, asking.cpu));
    }
    return costs;
  }

  private void take(Asking asking, int turn, boolean counts)
      throws IOException, InterruptedException {
    double before = processes.cpuSeconds();
    long[] took = new long[inARow];
    for (int i = 0; i < inARow; i++) {
      Client.Answer answer = client.ask(asking.question.request().apply(turn * inARow + i));
      require(asking.question, answer.body());
      took[i] = answer.nanos();
    }
    if (counts) {
      asking.cpu += processes.cpuSeconds() - before;
      System.arraycopy(took, 0, asking.nanos, asking.filled, inARow);
      asking.filled += inARow;
    }
  }

  private static void require(Question question, JsonNode answer) throws IOException {
    if (!question.isRight().test(answer)) {
      String told = answer.toString();
      throw new IOException(
          "%s, %d %s: not the answer: %s"
              .formatted(
                  question.title(),
                  question.size(),
                  question.axis().words(),
                  told.substring(0, Math.min(told.length(), 2_000))));
    }
  }

  /// One question's measurements so far.
  private static final class Asking {
    final Question question;
    final long[] nanos;
    int filled;
    double cpu;

    Asking(Question question, int requests) {
      this.question = question;
      this.nanos = new long[requests];
    }
  }
}

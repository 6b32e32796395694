package dev.parley.message.change;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.message.lane.BatchLanes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers changes into the applier's batches.
@Component
class ChangeLanes extends BatchLanes<ChangeRequest, ChangeResult> {

  private static final int TYPICAL_FIELDS = 300;

  private final ChangeApplier applier;

  ChangeLanes(ChangeApplier applier, ChangeProperties properties) {
    super("change", properties.limits());
    this.applier = applier;
  }

  @Override
  protected List<ChangeResult> process(List<ChangeRequest> batch) {
    return applier.apply(batch);
  }

  @Override
  protected ConversationId conversationOf(ChangeRequest request) {
    return request.slot().conversationId();
  }

  @Override
  protected int sizeOf(ChangeRequest request) {
    return request.change() instanceof Change.Edit(String content, _, _) && content != null
        ? TYPICAL_FIELDS + content.length()
        : TYPICAL_FIELDS;
  }

  @Override
  protected @Nullable String traceOf(ChangeRequest request) {
    return request.trace();
  }

  @Override
  protected ChangeResult refused(DomainException reason) {
    return new ChangeResult.Refused(reason);
  }
}

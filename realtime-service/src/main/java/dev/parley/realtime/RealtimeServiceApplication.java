package dev.parley.realtime;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class RealtimeServiceApplication {

  static void main(String[] arguments) {
    SpringApplication.run(RealtimeServiceApplication.class, arguments);
  }
}

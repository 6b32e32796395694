package dev.parley.message;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class MessageServiceApplication {

  static void main(String[] arguments) {
    SpringApplication.run(MessageServiceApplication.class, arguments);
  }
}

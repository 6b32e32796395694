package dev.parley.message;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class MessageServiceApplication {

  static void main(String[] arguments) {
    SpringApplication.run(MessageServiceApplication.class, arguments);
  }
}

package dev.parley.media;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class MediaServiceApplication {

  static void main(String[] arguments) {
    SpringApplication.run(MediaServiceApplication.class, arguments);
  }
}

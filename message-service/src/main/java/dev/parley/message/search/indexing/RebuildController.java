package dev.parley.message.search.indexing;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// For operators: has the search's documents made anew, such as after a restored backup.
@Hidden
@RestController
class RebuildController {

  private final SearchRebuild rebuild;

  RebuildController(SearchRebuild rebuild) {
    this.rebuild = rebuild;
  }

  @PostMapping("/internal/search/rebuild")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void rebuild() {
    rebuild.startOver();
  }
}

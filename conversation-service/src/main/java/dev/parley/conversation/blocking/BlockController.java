package dev.parley.conversation.blocking;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.security.Caller;
import dev.parley.conversation.paging.Page;
import dev.parley.conversation.paging.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/blocks")
class BlockController {

  private final Blocks blocks;
  private final Blocker blocker;

  BlockController(Blocks blocks, Blocker blocker) {
    this.blocks = blocks;
    this.blocker = blocker;
  }

  @GetMapping
  Page<Blocks.Block> blocks(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageRequest page = PageRequest.of(limit, cursor);
    return Page.of(
        blocks.page(caller.id(), page.after(), page.limit() + 1), page, Blocks.Block::userId);
  }

  @GetMapping("/{userId}")
  Blocks.Block block(Caller caller, @PathVariable UserId userId) {
    return blocks.find(caller.id(), userId).orElseThrow(() -> new NotFoundException("block"));
  }

  @PutMapping("/{userId}")
  Blocks.Block place(Caller caller, @PathVariable UserId userId) {
    blocker.block(caller.id(), userId);
    return block(caller, userId);
  }

  @DeleteMapping("/{userId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void lift(Caller caller, @PathVariable UserId userId) {
    blocker.unblock(caller.id(), userId);
  }
}

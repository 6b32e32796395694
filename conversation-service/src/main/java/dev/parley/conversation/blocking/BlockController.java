package dev.parley.conversation.blocking;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.security.Caller;
import dev.parley.conversation.paging.Page;
import dev.parley.conversation.paging.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
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
  @Operation(
      summary = "Lists those whom the caller has blocked",
      description = "In byte order of their ids, a page at a time.")
  Page<Blocks.Block> blocks(
      Caller caller,
      @RequestParam(required = false)
          @Schema(
              minimum = "1",
              maximum = "" + PageRequest.MAX,
              defaultValue = "" + PageRequest.USUAL)
          @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageRequest page = PageRequest.of(limit, cursor);
    return Page.of(
        blocks.page(caller.id(), page.after(), page.limit() + 1), page, Blocks.Block::userId);
  }

  @GetMapping("/{userId}")
  @Operation(
      summary = "Tells whether the caller has blocked a user",
      description = "`not_found` where they have not.")
  Blocks.Block block(Caller caller, @PathVariable UserId userId) {
    return blocks.find(caller.id(), userId).orElseThrow(() -> new NotFoundException("block"));
  }

  @PutMapping("/{userId}")
  @Operation(
      summary = "Blocks a user",
      description =
          "From then on neither side can write in their direct conversation, or open one:"
              + " `blocked`. Blocking them again changes nothing.")
  Blocks.Block place(Caller caller, @PathVariable UserId userId) {
    blocker.block(caller.id(), userId);
    return block(caller, userId);
  }

  @DeleteMapping("/{userId}")
  @Operation(summary = "Lifts a block", description = "Where there is none, nothing changes.")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void lift(Caller caller, @PathVariable UserId userId) {
    blocker.unblock(caller.id(), userId);
  }
}

package dev.parley.local.drill;

/// Something that can be done in a chat.
///
/// @param repeatable whether it can be done at any time, and again, be it that it is refused then
/// @param seen whether it changes what somebody is shown
record Deed(String name, boolean repeatable, boolean seen, Doing doing) {

  interface Doing {
    void run() throws Exception;
  }

  static Deed of(String name, Doing doing) {
    return new Deed(name, true, true, doing);
  }

  /// One that needs those before it.
  static Deed once(String name, Doing doing) {
    return new Deed(name, false, true, doing);
  }

  /// One that changes nothing for anybody who watches.
  Deed unseen() {
    return new Deed(name, repeatable, false, doing);
  }

  void run() throws Exception {
    doing.run();
  }
}

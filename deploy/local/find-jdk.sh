# Sourced by ./run and .ci/run: find_jdk <version> prints the home of a JDK that new or newer, or nothing.

# The feature number of the JDK (with its compiler) at a home, or nothing.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -f "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p'
  fi
}

# The home of the javac on the PATH, through its links, or nothing.
home_of_path() {
  program=$(command -v javac) || return 0
  while [ -L "$program" ]; do
    link=$(readlink "$program")
    case $link in
      /*) program=$link ;;
      *) program=$(dirname -- "$program")/$link ;;
    esac
  done
  dirname -- "$(dirname -- "$program")"
}

find_jdk() {
  for home in "${JAVA_HOME:-}" "$(home_of_path)" \
    /usr/lib/jvm/* /usr/java/* /usr/local/lib/jvm/* /opt/java/* /opt/*jdk* \
    "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.local/share/mise/installs/java/* \
    "${HOME:-/root}"/.asdf/installs/java/* "${HOME:-/root}"/.jdks/* \
    "${HOME:-/root}"/.jenv/versions/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ]; then
      found=$(jdk_version "$home")
      if [ "${found:-0}" -ge "$1" ]; then
        echo "$home"
        return 0
      fi
    fi
  done
}

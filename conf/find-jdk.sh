# Sourced by ./check and ./wardpost: sets JAVA_HOME to a JDK 25 or newer, whatever the machine's default Java is.
# WARDPOST_JAVA_HOME wins, then JAVA_HOME, then what Debian and Temurin install.

java_feature_version() { # of a Java home; empty when there is none
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true
}

find_jdk() {
    local home version
    for home in "${WARDPOST_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/java/*25* /opt/jdk*25* "${HOME:-/nonexistent}"/.sdkman/candidates/java/25*; do
        [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
        version=$(java_feature_version "$home")
        if [ -n "$version" ] && [ "$version" -ge 25 ]; then
            export JAVA_HOME=$home
            return 0
        fi
    done
    echo "Wardpost needs JDK 25 and found none: install one (Debian: apt install openjdk-25-jdk-headless, or temurin-25-jdk) or point JAVA_HOME at it." >&2
    return 1
}

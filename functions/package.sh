#!/bin/sh
# Usage: ARTIFACTS_DIR=<folder> sh package.sh <LogicalId>
#        sh package.sh --stale
# Puts the package of a function into a folder as Lambda's Java runtime looks for it: its classes at the root, the jars
# that they need in lib/. --stale names the modules that would be built for that, and changes nothing. Maven builds what has changed since Maven built it last, whoever called it, and nothing else.
set -eu
cd "$(dirname "$0")"
: "${1:?is missing: the logical id of a function, or --stale}"
if [ "$1" != --stale ]; then
    : "${ARTIFACTS_DIR:?is not set; it names the folder for the package of $1}"
    function=$(echo "$1" | sed 's/\([a-z0-9]\)\([A-Z]\)/\1-\2/g' | tr A-Z a-z)
    if [ ! -f "$function/pom.xml" ]; then
        echo "$1 has no module functions/$function" >&2
        exit 1
    fi
fi

# One at a time builds and copies. Linux has flock; macOS has not, but its perl can do the same.
mkdir -p ../target
exec 9> ../target/functions.lock
if command -v flock > /dev/null; then
    flock 9
else
    perl -MFcntl=:flock -e 'open(my $lock, ">&=", 9) or die; flock($lock, LOCK_EX) or die'
fi

# The youngest thing that the classes of a module are made from. Folders count: the removal of a file changes nothing
# but its folder. Asked for is the time of the last change of any kind (c), which no tool can set back.
youngest_source() {
    find -L "$1/src/main" core/src/main "$1/pom.xml" core/pom.xml ../pom.xml -print0 | xargs -0 ls -1dtcL | sed -n 1p
}

# Whether find finds nothing; what find cannot tell counts as found.
none() {
    found=$(find "$@") && [ -z "$found" ]
}

# Whether Maven has built a module from what is there now. The compiler writes down its sources before it reads the
# first one, so what changes while it runs is younger than that. A file of the same time counts as younger. No class may
# be older than the youngest source, for Maven alone leaves classes and resources behind whose sources are gone. The jars
# are copied anew at the end of each packaging: what was compiled, or removed to be compiled, later was not packaged.
is_built() {
    began=$1/target/maven-status/maven-compiler-plugin/compile/default-compile/inputFiles.lst
    [ -f "$began" ] && [ -d "$1/target/classes" ] || return 1
    none "$1/target/classes" "$began" -type f \( -name '*.class' -o -name inputFiles.lst \) \
        ! -newermc "$(youngest_source "$1")" || return 1
    [ "$1" != core ] || return 0
    [ -d "$1/target/lib" ] || return 1
    none "$1/target/classes" core/target/classes -newer "$1/target/lib" || return 1
    # Built without core, a module gets whichever core was installed last.
    cmp -s core/target/core-*.jar "$1"/target/lib/core-*.jar
}

# A function's bill of materials names its jars. It takes a third of the time and stays true while those stay as they are.
is_described() {
    [ "$core" = built ] && [ -f "$1/target/bom.json" ] &&
        [ -n "$(find "$1/target/bom.json" -newermc "$1/pom.xml" -newermc core/pom.xml -newermc ../pom.xml)" ]
}

stale=
is_built core && core=built || core=stale
for module in */pom.xml; do
    module=${module%/pom.xml}
    if [ "$core" = stale ] || ! is_built "$module"; then
        stale="$stale $module"
    fi
done

if [ "$1" = --stale ]; then
    echo $stale
    exit
fi

# What is stale goes first, so that no class or jar of an earlier build gets into a package, and a build that fails
# leaves nothing that looks built. Core always comes along, or Maven would take an installed one.
if [ -n "$stale" ]; then
    modules=functions/core
    bill=-Dcyclonedx.skip=true
    for module in $stale; do
        rm -rf "$module/target/classes" "$module/target/generated-sources" "$module/target/lib" \
            "$module/target/maven-status" "$module"/target/*.jar
        is_described "$module" || bill=
        [ "$module" = core ] || modules=$modules,functions/$module
    done
    echo "Maven builds$stale"
    # The jars are copied last: those of a build that was interrupted must not look complete.
    trap 'for module in $stale; do rm -rf "$module/target/lib"; done' EXIT
    trap 'exit 1' HUP INT TERM
    mvn -f .. -B -q -Dmaven.test.skip=true $bill -pl "$modules" package 9>&-
    trap - EXIT
fi

mkdir -p "$ARTIFACTS_DIR"
cp -R "$function/target/classes/." "$ARTIFACTS_DIR"
cp -R "$function/target/lib" "$ARTIFACTS_DIR"

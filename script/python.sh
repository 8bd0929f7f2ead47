# Sourced by script/run and script/test: finds a Python that can make the virtual environment.
# Sets $python, or says in one line what would get it and exits 2.

comity_suits='import sys; sys.exit(sys.version_info < (3, 11))'
comity_makes='import ensurepip, venv'

comity_find_python() {
    python= unable=
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -c "$comity_suits" >/dev/null 2>&1 || continue
        if "$candidate" -c "$comity_makes" >/dev/null 2>&1; then
            python=$candidate
            return 0
        fi
        [ -n "$unable" ] || unable=$candidate
    done
    return 1
}

# The line for this system's package manager. Two cases: a suitable Python without venv; no suitable Python.
comity_python_line() {
    if command -v apt-get >/dev/null 2>&1; then
        case "$unable" in
            python3.*) printf 'apt-get install %s-venv' "$unable" ;;
            ?*) printf 'apt-get install python3-venv' ;;
            *) if command -v python3 >/dev/null 2>&1; then printf 'apt-get install python3.11 python3.11-venv'
               else printf 'apt-get install python3 python3-venv'; fi ;;
        esac
    elif command -v dnf >/dev/null 2>&1; then printf 'dnf install python3.12'
    elif command -v zypper >/dev/null 2>&1; then printf 'zypper install python312'
    elif command -v apk >/dev/null 2>&1; then printf 'apk add python3'
    elif command -v pacman >/dev/null 2>&1; then printf 'pacman -S python'
    elif command -v brew >/dev/null 2>&1; then printf 'brew install python'
    else printf 'install Python 3.11 or newer from https://www.python.org/downloads/'
    fi
}

comity_need_python() {
    comity_find_python && return 0
    printf 'Comity needs Python 3.11 or newer with venv. This gets it:  %s\n' "$(comity_python_line)" >&2
    exit 2
}

# shellcheck shell=bash
# What ./run and ./test share: messages, steps with progress, packages, building.
# Sourced with `root` set to the checkout; never run by itself.

# shellcheck disable=SC2034  # for paths on the command line
started_in=$PWD
cd "${root:?}" || exit
build_root=$root/build
logs=$build_root/logs
step=0

# ---- messages ------------------------------------------------------------------------------

language=en
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    zh*[Uu][Tt][Ff]*8*) language=zh ;;
esac

# words ZH EN: the text in the reader's language.
words() {
    if [ $language = zh ]; then printf '%s' "$1"; else printf '%s' "$2"; fi
}

# say ZH EN: the next thing that is done.
say() {
    step=$((step + 1))
    printf '[%d] %s\n' $step "$(words "$1" "$2")"
}

note() {
    printf '    %s\n' "$(words "$1" "$2")"
}

# fail ZH EN: one line, and the end.
fail() {
    printf '%s%s\n' "$(words '失败：' 'failed: ')" "$(words "$1" "$2")" >&2
    exit 1
}

# ---- steps ---------------------------------------------------------------------------------

# Shows the lines of standard input as progress and keeps them in the file $1: the last line,
# rewritten in place, on a terminal; elsewhere one line every ten seconds.
show_progress() {
    local line='' latest='' next=$((SECONDS + 10)) started=$SECONDS width tty=0
    if [ -t 1 ]; then
        tty=1
        width=$(($(tput cols 2>/dev/null || echo 80) - 16))
    fi
    exec 3>"$1"
    while true; do
        # Status above 128: nothing came within the time.
        if IFS= read -r -t 10 line; then
            printf '%s\n' "$line" >&3
            latest=$line
        elif [ $? -le 128 ]; then
            break
        fi
        if [ $tty = 1 ]; then
            printf '\r\033[K    %4d s  %s' $((SECONDS - started)) "${latest:0:width}"
        elif [ $SECONDS -ge $next ]; then
            printf '    %4d s  %s\n' $((SECONDS - started)) "${latest:0:120}"
            next=$((SECONDS + 10))
        fi
    done
    exec 3>&-
    if [ $tty = 1 ]; then printf '\r\033[K'; fi
}

# with_progress NAME COMMAND...: runs it without input, its output in build/logs/NAME.log.
with_progress() {
    local log=$logs/$1.log
    shift
    mkdir -p "$logs"
    "$@" </dev/null 2>&1 | show_progress "$log"
}

# ---- packages ------------------------------------------------------------------------------

# as_root COMMAND...
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Asks for the password before output is redirected; without a terminal there is nobody to ask.
become_root() {
    local missing=$1
    if [ "$(id -u)" = 0 ]; then return; fi
    if ! command -v sudo >/dev/null; then
        fail "需要 root 权限安装：$missing；本机没有 sudo，请以 root 运行" \
            "root is needed to install $missing; there is no sudo here, so run this as root"
    fi
    if [ -t 0 ]; then sudo -v; else sudo -n true 2>/dev/null; fi ||
        fail "sudo 未获许可，无法安装：$missing" "sudo was refused, cannot install: $missing"
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y -q \
        -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}

# apt_list KIND: the packages of the list; with KIND "test" also those only ./test needs.
apt_list() {
    local keep=/^test:/d
    if [ "$1" = test ]; then keep='s/^test:[[:space:]]*//'; fi
    sed -e 's/[[:space:]]*#.*//' -e '/^[[:space:]]*$/d' -e "$keep" setup/apt-packages.txt
}

# missing_packages NAME...: those not installed.
missing_packages() {
    local installed
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
        sed -n 's/^installed //p' || true)
    comm -23 <(printf '%s\n' "$@" | sort -u) <(sort -u <<<"$installed") | tr '\n' ' ' |
        sed 's/ $//'
}

# install_packages KIND
install_packages() {
    local packages missing
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        fail "需要 Debian 12（apt）；依赖已用其他方式装好时加 --no-setup" \
            "this needs Debian 12 (apt); with the dependencies installed otherwise, add --no-setup"
    fi
    mapfile -t packages < <(apt_list "$1")
    # The pages need Node.js from anywhere; Debian's only where there is none.
    if ! command -v npm >/dev/null; then packages+=(nodejs npm); fi
    missing=$(missing_packages "${packages[@]}")
    if [ -z "$missing" ]; then return; fi

    say "安装缺少的软件包：$missing" "Installing missing packages: $missing"
    become_root "$missing"
    with_progress apt-update apt_get update ||
        fail "apt-get update 出错，见 build/logs/apt-update.log：$(apt_error apt-update)" \
            "apt-get update, see build/logs/apt-update.log: $(apt_error apt-update)"
    # shellcheck disable=SC2086  # a list of names
    with_progress apt-install apt_get install --no-install-recommends $missing ||
        fail "apt-get install 出错，见 build/logs/apt-install.log：$(apt_error apt-install)" \
            "apt-get install, see build/logs/apt-install.log: $(apt_error apt-install)"
}

apt_error() {
    grep -m1 '^E:' "$logs/$1.log" 2>/dev/null || tail -n 1 "$logs/$1.log"
}

# npm_ci FOLDER ZH EN: what its lock file names, when that is not what was installed last.
npm_ci() {
    local folder=$1 stamp=$1/node_modules/.kc-lock-hash hash log
    hash=$(node --version)$(sha256sum <"$folder/package-lock.json")
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$hash" ]; then return; fi
    log=npm-${folder//\//-}
    say "$2（npm ci）" "$3 (npm ci)"
    with_progress "$log" npm --prefix "$folder" ci --no-audit --no-fund ||
        fail "npm ci 出错，见 build/logs/$log.log" "npm ci, see build/logs/$log.log"
    printf '%s\n' "$hash" >"$stamp"
}

# install_missing KIND
install_missing() {
    install_packages "$1"
    npm_ci web "安装页面的依赖" "Installing what the pages are built with"
    if [ "$1" = test ]; then
        npm_ci tests/e2e "安装浏览器测试的依赖" "Installing what the browser tests need"
        npm_ci tests/oidc "安装统一身份测试的依赖" "Installing what the tests of sign-in need"
    fi
}

# ---- building ------------------------------------------------------------------------------

# One job a core, but a compiler may need a gigabyte.
default_jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
    if [ "$memory" -lt 1 ]; then memory=1; fi
    echo $((cores < memory ? cores : memory))
}

# Two builds in one folder would overwrite each other. Held until `unlock_build` or the end.
lock_build() {
    { mkdir -p "$build_root" && exec 9>"$build_root/.lock"; } 2>/dev/null ||
        fail "不能写入 build/ 目录" "cannot write to build/"
    if ! flock -n 9; then
        note "另一个 ./run 或 ./test 正在构建，等待……" "another ./run or ./test is building, waiting …"
        flock 9
    fi
}

unlock_build() {
    exec 9>&-
}

# configure PRESET: when there is no build folder yet, or what it was made from has changed.
# (Changes in CMakeLists.txt are ninja's business.)
configure() {
    local folder=$build_root/$1 made_from
    made_from=$root$(cat CMakePresets.json setup/apt-packages.txt | sha256sum)
    if [ -f "$folder/build.ninja" ] && [ "$(cat "$folder/.made-from" 2>/dev/null)" = "$made_from" ]
    then
        return
    fi
    say "配置构建（$1）" "Configuring the build ($1)"
    with_progress "configure-$1" cmake --fresh --preset "$1" || {
        grep -A8 -m1 'CMake Error' "$logs/configure-$1.log" >&2 || true
        fail "cmake 配置出错，见 build/logs/configure-$1.log" \
            "cmake could not configure, see build/logs/configure-$1.log"
    }
    printf '%s' "$made_from" >"$folder/.made-from"
}

# build PRESET JOBS TARGET...
build() {
    local folder=$build_root/$1 log=build-$1 jobs=$2
    shift 2
    say "构建（$jobs 个并行任务）：$*" "Building ($jobs jobs): $*"
    NINJA_STATUS='[%f/%t] ' with_progress "$log" ninja -C "$folder" -j "$jobs" "$@" || {
        # The compiler's words, without the command lines around them.
        grep -A40 -m1 '^FAILED: ' "$logs/$log.log" | cut -c1-400 >&2 ||
            tail -n 5 "$logs/$log.log" >&2
        fail "构建出错，见 build/logs/$log.log" "the build broke, see build/logs/$log.log"
    }
}

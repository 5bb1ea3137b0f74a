#!/bin/sh
# Builds what the static binary is linked of: musl, and the libraries, from the
# source packages of Debian that `sources` names, each once.
#
#   build.sh OUT     OUT is an absolute path. Below it: sources/ as downloaded, sysroot/
#                    with headers and libraries, bin/musl-cc to compile with,
#                    licences/, logs/
#
# Where OUT is shows in nothing that is built. DEBIAN names a mirror of Debian, by
# default the one that this system installs from. One that keeps old versions has what
# the usual ones no longer have.
set -u
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=0 ZERO_AR_DATE=1
umask 022
here=$(cd "$(dirname "$0")" && pwd) || exit 1
out=${1:?where to}
root=$out/sysroot
DEBIAN=${DEBIAN:-$("$here/../mirror.sh")}
KEYS=/usr/share/keyrings/debian-archive-keyring.gpg
CFLAGS='-O2 -fPIE -fstack-protector-strong'

die() {
  echo "static: $*" >&2
  exit 1
}

[ "$(uname -sm)" = 'Linux x86_64' ] || die 'this is for Linux on x86-64'
need=
for program in apt-get dpkg-source cc cmake perl tclsh pkg-config; do
  command -v $program >/dev/null || need="$need $program"
done
[ -r $KEYS ] || need="$need $KEYS"
[ -d /usr/include/linux ] || need="$need /usr/include/linux"
[ -z "$need" ] || die "it takes$need: on Debian, apt-get install apt dpkg-dev" \
  'gcc cmake perl tcl pkg-config linux-libc-dev debian-archive-keyring'

[ -n "$DEBIAN" ] || die 'no mirror of Debian: name one (DEBIAN=http://...)'

mkdir -p "$out/sources" "$out/apt/lists/partial" "$out/apt/cache/archives/partial" \
  "$out/bin" "$out/done" "$out/licences" "$out/logs" "$root" || exit 1

# ---- sources, checked ----

# Apt with folders of its own: the system's lists are left alone.
debian_apt() {
  apt-get -q -o Dir::Etc::SourceList="$out/apt/sources.list" \
    -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$out/apt/lists" \
    -o Dir::Cache="$out/apt/cache" -o APT::Sandbox::User= \
    -o Acquire::Check-Valid-Until=false "$@"
}

dsc() { echo "$1_${2#*:}.dsc"; } # NAME VERSION: a version's epoch is in no name

table() { grep -v '^#' "$here/sources"; }

is_there() { # NAME VERSION DIGEST
  echo "$3  $out/sources/$(dsc "$1" "$2")" | sha256sum -c --status 2>/dev/null
}

download() {
  want=$(table | while read -r name version digest licence; do
    is_there "$name" "$version" "$digest" || printf ' %s=%s' "$name" "$version"
  done)
  [ -z "$want" ] && return 0
  for suite in bookworm trixie; do
    echo "deb-src [signed-by=$KEYS] $DEBIAN $suite main"
  done >"$out/apt/sources.list"
  echo "static: sources of$want"
  debian_apt update >"$out/logs/download" 2>&1 ||
    die "$DEBIAN cannot be reached: see $out/logs/download"
  # One by one, so that each that is missing is named.
  cd "$out/sources" || exit 1
  for package in $want; do
    debian_apt source --download-only "$package" >>"$out/logs/download" 2>&1 ||
      echo "static: $package: not at $DEBIAN"
  done
  cd "$here" || exit 1
}

check() {
  table | {
    bad=0
    while read -r name version digest licence; do
      file=$out/sources/$(dsc "$name" "$version")
      if [ ! -f "$file" ]; then
        echo "static: $name $version is missing" >&2
        bad=1
      elif ! is_there "$name" "$version" "$digest"; then
        echo "static: $file: another digest than in $here/sources:" \
          "$(sha256sum <"$file" | cut -d ' ' -f 1)" >&2
        bad=1
      fi
    done
    exit $bad
  }
}

download
check || die 'nothing is built'

# ---- how each is built ----

# Every recipe runs in the package's folder, and leaves its files below $root.

configure() {
  ./configure CC=musl-cc CFLAGS="$CFLAGS" --prefix=/usr --disable-shared \
    --enable-static --disable-dependency-tracking "$@"
}

into_root() { make install DESTDIR="$root" "$@"; }

with_cmake() {
  cmake -S . -B build -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER=musl-cc \
    -DCMAKE_C_FLAGS="$CFLAGS" -DCMAKE_INSTALL_PREFIX=/usr \
    -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=OFF \
    -DCMAKE_FIND_ROOT_PATH="$root" -DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY \
    -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY \
    -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY "$@" &&
    cmake --build build -j "$jobs" && DESTDIR="$root" cmake --install build
}

# Its compiler, too: what it takes of the kernel's headers are interfaces that stay.
build_musl() {
  CC=cc CFLAGS="-O2 -fstack-protector-strong -ffile-prefix-map=$PWD=musl" \
    ./configure --prefix=/usr --syslibdir=/lib --disable-shared \
    --disable-wrapper && make -j "$jobs" && into_root || return
  for kernel in linux asm-generic asm; do
    for from in /usr/include /usr/include/x86_64-linux-gnu; do
      [ -d $from/$kernel ] && ln -sfn $from/$kernel "$root/usr/include/$kernel"
    done
  done
  sh tools/musl-gcc.specs.sh "$root/usr/include" "$root/usr/lib" /none \
    >"$out/bin/specs" &&
    cat >"$out/bin/musl-cc" <<EOF
#!/bin/sh
# Static, anywhere in memory; what it makes names no folder of this machine.
exec cc -specs '$out/bin/specs' -static-pie -Wl,-z,relro,-z,now "\$@" \\
  -fuse-ld=bfd -ffile-prefix-map="\$PWD"=. -ffile-prefix-map='$out/work'=.
EOF
  chmod +x "$out/bin/musl-cc"
}

build_zlib() {
  CC=musl-cc CFLAGS="$CFLAGS" ./configure --static --prefix=/usr &&
    make -j "$jobs" libz.a && into_root
}

# The host's openssl.cnf is of another OpenSSL. Certificates are where it looks.
build_openssl() {
  CC=musl-cc ./Configure linux-x86_64 --prefix=/usr --openssldir=/etc/ssl \
    --libdir=lib no-shared no-dso no-module no-engine no-legacy no-comp \
    no-tests no-apps no-docs no-ssl3 no-dtls no-afalgeng no-ktls no-quic no-cmp \
    no-cms no-ts no-ct no-srp no-psk no-gost no-sm2 no-sm3 no-sm4 no-idea \
    no-seed no-camellia no-aria no-rc2 no-rc4 no-mdc2 no-whirlpool no-bf \
    no-cast no-siphash no-ui-console no-autoload-config -fPIE \
    -fstack-protector-strong && make -j "$jobs" build_libs &&
    make install_dev DESTDIR="$root"
}

build_nghttp2() {
  with_cmake -DENABLE_LIB_ONLY=ON -DENABLE_STATIC_LIB=ON -DENABLE_SHARED_LIB=OFF \
    -DENABLE_DOC=OFF
}

build_curl() {
  configure --with-openssl --with-zlib --with-nghttp2 --with-ca-fallback \
    --without-ca-bundle --without-ca-path --without-libpsl --without-libidn2 \
    --without-brotli --without-zstd --without-librtmp --without-libssh2 \
    --without-libgsasl --disable-ares --disable-ldap --disable-ldaps \
    --disable-ftp --disable-rtsp --disable-dict --disable-telnet --disable-tftp \
    --disable-pop3 --disable-imap --disable-smb --disable-smtp --disable-gopher \
    --disable-mqtt --disable-websockets --disable-ipfs --disable-ntlm \
    --disable-kerberos-auth --disable-negotiate-auth --disable-aws \
    --disable-alt-svc --disable-hsts --disable-doh --disable-netrc \
    --disable-cookies --disable-manual --disable-docs --disable-libcurl-option \
    --disable-openssl-auto-load-config &&
    make -C lib -j "$jobs" && into_root -C lib && into_root -C include &&
    make install-pkgconfigDATA DESTDIR="$root"
}

build_cjson() {
  with_cmake -DENABLE_CJSON_TEST=OFF -DENABLE_CJSON_UTILS=OFF \
    -DENABLE_CUSTOM_COMPILER_FLAGS=OFF -DBUILD_SHARED_AND_STATIC_LIBS=OFF
}

build_libxml2() {
  with_cmake -DLIBXML2_WITH_ICU=OFF -DLIBXML2_WITH_LZMA=OFF \
    -DLIBXML2_WITH_ZLIB=OFF -DLIBXML2_WITH_PYTHON=OFF -DLIBXML2_WITH_TESTS=OFF \
    -DLIBXML2_WITH_PROGRAMS=OFF -DLIBXML2_WITH_FTP=OFF -DLIBXML2_WITH_HTTP=OFF \
    -DLIBXML2_WITH_MODULES=OFF
}

build_cmark() {
  with_cmake -DCMARK_TESTS=OFF -DCMARK_SHARED=OFF -DCMARK_STATIC=ON
}

build_libyaml() {
  with_cmake -DBUILD_TESTING=OFF &&
    printf '%s\n' 'Name: yaml' 'Description: YAML' 'Version: 0.2' 'Libs: -lyaml' \
      >"$root/usr/lib/pkgconfig/yaml-0.1.pc"
}

# Of a .tar, .tar.gz and .zip, nothing but the names and bytes of files is read.
build_libarchive() {
  configure --without-bz2lib --without-libb2 --without-lz4 --without-zstd \
    --without-lzma --without-cng --without-xml2 --without-expat --without-openssl \
    --without-nettle --without-mbedtls --disable-acl --disable-xattr \
    --disable-bsdtar --disable-bsdcpio --disable-bsdcat --disable-bsdunzip &&
    make -j "$jobs" libarchive.la && into_root
}

# With those options of Debian's own that show in a catalog.
build_sqlite3() {
  ./configure --prefix=/usr --disable-tcl --disable-readline \
    --disable-shared CC=musl-cc BUILD_CC=cc && make sqlite3.c sqlite3.pc &&
    musl-cc $CFLAGS -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS5 \
      -DSQLITE_ENABLE_MATH_FUNCTIONS \
      -DSQLITE_SECURE_DELETE -DSQLITE_OMIT_LOAD_EXTENSION \
      -DSQLITE_MAX_VARIABLE_NUMBER=250000 -DHAVE_ISNAN -c sqlite3.c &&
    ar rcsD "$root/usr/lib/libsqlite3.a" sqlite3.o &&
    install -m 644 sqlite3.h "$root/usr/include/" &&
    install -m 644 sqlite3.pc "$root/usr/lib/pkgconfig/"
}

build_pcre2() {
  configure --enable-unicode --disable-jit --disable-pcre2grep-libz \
    --disable-pcre2grep-libbz2 --disable-pcre2test-libreadline &&
    make -j "$jobs" libpcre2-8.la && into_root bin_PROGRAMS= noinst_PROGRAMS= \
    dist_man_MANS=
}

build_utf8proc() { with_cmake -DUTF8PROC_ENABLE_TESTING=OFF; }

build_libxlsxwriter() { with_cmake; }

build_libmicrohttpd() {
  configure --disable-https --disable-doc --disable-examples --disable-curl \
    --disable-tools --disable-experimental && make -C src/include &&
    make -C src/microhttpd -j "$jobs" libmicrohttpd.la &&
    into_root -C src/include && into_root -C src/microhttpd check_PROGRAMS= &&
    make install-pkgconfigDATA DESTDIR="$root"
}

# ---- each once ----

jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}
PATH=$out/bin:$PATH
PKG_CONFIG_SYSROOT_DIR=$root
PKG_CONFIG_LIBDIR=$root/usr/lib/pkgconfig
unset CPPFLAGS LDFLAGS LIBS PKG_CONFIG_PATH MAKEFLAGS MAKELEVEL MFLAGS
export PATH PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_LIBDIR

# What it is made of: the sources, how, and all that came before it.
key() { # NAME DIGEST
  {
    echo "$before $2 $CFLAGS $out"
    cc --version
    sed -n "/^build_$1()/,/^}/p" "$here/build.sh"
  } | sha256sum | cut -d ' ' -f 1
}

build() { # NAME VERSION DIGEST
  key=$(key "$1" "$3")
  [ "$1" = musl ] && before=$key
  [ "$(cat "$out/done/$1" 2>/dev/null)" = "$key" ] && return 0
  echo "static: $1 $2"
  rm -rf "$out/done/$1" "$out/work"
  mkdir "$out/work" &&
    dpkg-source --require-strong-checksums --no-copy -x \
      "$out/sources/$(dsc "$1" "$2")" "$out/work/$1" >"$out/logs/$1" 2>&1 &&
    cd "$out/work/$1" && cp debian/copyright "$out/licences/$1" &&
    "build_$1" >>"$out/logs/$1" 2>&1 </dev/null || {
    tail -20 "$out/logs/$1" >&2
    die "$1 cannot be built: see $out/logs/$1"
  }
  cd "$here" && rm -rf "$out/work" && echo "$key" >"$out/done/$1"
}

before=
table >"$out/apt/table"
while read -r name version digest licence; do
  build "$name" "$version" "$digest" || exit 1
done <"$out/apt/table"

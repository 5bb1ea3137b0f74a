# Filled in by `make release`: out/release/sextant.rb.
class Sextant < Formula
  desc "Map security controls to MITRE ATT&CK and render coverage"
  homepage "@URL@"
  url "@URL@/releases/download/v@VERSION@/sextant-@VERSION@.tar.xz"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "pkgconf" => :build
  depends_on "cjson"
  depends_on "cmark"
  depends_on "curl"
  depends_on "libarchive"
  depends_on "libmicrohttpd"
  depends_on "libxlsxwriter"
  depends_on "libxml2"
  depends_on "libyaml"
  depends_on :linux
  depends_on "openssl@3"
  depends_on "pcre2"
  depends_on "sqlite"
  depends_on "utf8proc"

  def install
    # What is loaded late is found without the system's search path, too.
    rpaths = %w[curl libmicrohttpd libxlsxwriter].map { |name| "-Wl,-rpath,#{Formula[name].opt_lib}" }
    ENV.append "LDFLAGS", rpaths.join(" ")
    system "make", "prefix=#{prefix}"
    system "make", "prefix=#{prefix}", "mandir=#{man}", "docdir=#{doc}", "install"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/sextant --version")
    assert_match "sigma", shell_output("#{bin}/sextant sources --definitions")
  end
end

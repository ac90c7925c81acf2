// SPDX-License-Identifier: Apache-2.0
#include "server/assets.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "server/compress.hpp"
#include "store/sha256.hpp"

namespace kc::server {
namespace {

struct Kind {
    std::string_view extension;
    std::string_view content_type;
    bool is_text;
};

constexpr std::array<Kind, 12> kKinds = {{
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json", true},
    {".webmanifest", "application/manifest+json", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".csv", "text/csv; charset=utf-8", true},
    {".png", "image/png", false},
    {".ico", "image/x-icon", false},
    {".woff2", "font/woff2", false},
    {".map", "application/json", true},
}};

constexpr std::string_view kNoPages =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width\"><title>科创 Kechuang</title>"
    "<h1>科创 Kechuang</h1><p>服务已启动，但这个程序不含页面：构建时没有 Node.js。"
    "安装 nodejs 和 npm 后运行 <code>./run</code>，即得到带页面的程序。接口说明见 "
    "<a href=\"/api/openapi.json\">/api/openapi.json</a>。</p>"
    "<p lang=\"en\">The office is open, but this program was built without Node.js and has no "
    "pages. Install nodejs and npm, then run <code>./run</code> for a program with pages. The "
    "interface is described at <a href=\"/api/openapi.json\">/api/openapi.json</a>.</p></html>\n";

const Kind* kind_of(std::string_view path) {
    const auto* found = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) {
        return path.ends_with(kind.extension);
    });
    return found == kKinds.end() ? nullptr : found;
}

// Where the bundler puts what carries a hash in its name.
constexpr std::string_view kHashed = "/assets/";

bool is_file(std::string_view path) {
    if (path.starts_with(kHashed)) return true;
    return path.rfind('/') == 0 && kind_of(path) != nullptr;
}

Diagnostic cannot_load(const std::string& folder, std::string zh, std::string en) {
    return Diagnostic{"E-web", {folder}, std::move(zh), std::move(en)}.hint(
        "先在 web/ 里运行 npm run build", "run npm run build in web/ first");
}

}  // namespace

Assets::Assets() {
    add_compressed("/index.html", std::string(kNoPages));
}

void Assets::add(const std::string& path, Forms forms) {
    const auto shared = [](std::string bytes) -> std::shared_ptr<const std::string> {
        if (bytes.empty()) return nullptr;
        return std::make_shared<const std::string>(std::move(bytes));
    };
    const Kind* kind = kind_of(path);
    Asset asset;
    asset.content_type = kind == nullptr ? "application/octet-stream" : kind->content_type;
    asset.etag = store::to_hex(store::sha256(forms.plain)).substr(0, 20);
    asset.never_changes = path.starts_with(kHashed);
    asset.gzip = shared(std::move(forms.gzip));
    asset.brotli = shared(std::move(forms.brotli));
    asset.plain = std::make_shared<const std::string>(std::move(forms.plain));
    files_[path] = std::move(asset);
}

void Assets::add_compressed(const std::string& path, std::string bytes) {
    const Kind* kind = kind_of(path);
    Forms forms;
    if (kind != nullptr && kind->is_text && bytes.size() >= kCompressBytesMin) {
        forms.gzip = gzip(bytes, Effort::thorough);
        forms.brotli = brotli(bytes, Effort::thorough);
    }
    forms.plain = std::move(bytes);
    add(path, std::move(forms));
}

Assets Assets::embedded(const std::vector<EmbeddedFile>& files) {
    Assets assets;
    for (const EmbeddedFile& file : files)
        assets.add(std::string(file.path),
                   {std::string(file.plain), std::string(file.gzip), std::string(file.brotli)});
    return assets;
}

Result<Assets> Assets::load(const std::string& folder) {
    namespace fs = std::filesystem;
    Assets assets;
    std::error_code failed;
    std::size_t bytes_left = kBytesMax;
    fs::recursive_directory_iterator at(folder, failed);
    if (failed)
        return unexpected(
            cannot_load(folder, "打不开页面文件夹", "cannot open the folder of pages"));
    for (const fs::directory_entry& entry : at) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.') || entry.is_symlink() || !entry.is_regular_file()) continue;
        // Compressed here again: a forgotten old .br beside a new file must not be served.
        if (name.ends_with(".br") || name.ends_with(".gz")) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        if (!file || bytes.size() > bytes_left || assets.files_.size() == kFilesMax)
            return unexpected(cannot_load(
                folder, fmt::format("读不了 {}，或页面文件太多", entry.path().string()),
                fmt::format("cannot read {}, or there are too many files", entry.path().string())));
        bytes_left -= bytes.size();
        assets.add_compressed("/" + fs::relative(entry.path(), folder).generic_string(),
                              std::move(bytes));
    }
    return assets;
}

std::optional<Response> Assets::find(const Request& request) const {
    auto found = files_.find(request.target.path);
    if (found == files_.end()) {
        if (is_file(request.target.path)) return std::nullopt;
        found = files_.find("/index.html");
    }
    const Asset& asset = found->second;
    const std::string_view wanted = request.header("accept-encoding");
    Response response;
    response.route = asset.never_changes ? "/assets/*" : "/*";
    response.set("Content-Type", asset.content_type);
    response.set("Cache-Control",
                 asset.never_changes ? "public, max-age=31536000, immutable" : "no-cache");
    if (asset.gzip || asset.brotli) response.set("Vary", "Accept-Encoding");
    std::string_view coding;
    response.shared = asset.plain;
    if (asset.brotli && accepts(wanted, "br")) {
        coding = "br";
        response.shared = asset.brotli;
    } else if (asset.gzip && accepts(wanted, "gzip")) {
        coding = "gzip";
        response.shared = asset.gzip;
    }
    if (!coding.empty()) response.set("Content-Encoding", std::string(coding));
    const std::string etag =
        fmt::format("\"{}{}{}\"", asset.etag, coding.empty() ? "" : "-", coding);
    response.set("ETag", etag);
    if (request.header("if-none-match").find(etag) != std::string_view::npos) {
        response.status = 304;
        response.shared = nullptr;
    }
    return response;
}

}  // namespace kc::server

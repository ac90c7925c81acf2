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
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>科创 Kechuang</title>"
    "<h1>科创 Kechuang</h1><p>服务已启动，页面还没有构建。接口说明见 "
    "<a href=\"/api/openapi.json\">/api/openapi.json</a>。</p>"
    "<p lang=\"en\">The office is open; its pages have not been built. The interface is described "
    "at <a href=\"/api/openapi.json\">/api/openapi.json</a>.</p></html>\n";

const Kind* kind_of(std::string_view path) {
    const auto* found = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) {
        return path.ends_with(kind.extension);
    });
    return found == kKinds.end() ? nullptr : found;
}

Diagnostic cannot_load(const std::string& folder, std::string zh, std::string en) {
    return Diagnostic{"E-web", {folder}, std::move(zh), std::move(en)}.hint(
        "先在 web/ 里运行 npm run build", "run npm run build in web/ first");
}

}  // namespace

Assets::Assets() {
    add("/index.html", std::string(kNoPages));
}

void Assets::add(const std::string& path, std::string bytes) {
    const Kind* kind = kind_of(path);
    Asset asset;
    asset.content_type = kind == nullptr ? "application/octet-stream" : kind->content_type;
    asset.etag = store::to_hex(store::sha256(bytes)).substr(0, 20);
    asset.never_changes = path.starts_with("/assets/");
    if (kind != nullptr && kind->is_text && bytes.size() >= kCompressBytesMin) {
        asset.gzip = std::make_shared<const std::string>(gzip(bytes, Effort::thorough));
        asset.brotli = std::make_shared<const std::string>(brotli(bytes, Effort::thorough));
    }
    asset.plain = std::make_shared<const std::string>(std::move(bytes));
    files_[path] = std::move(asset);
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
        assets.add("/" + fs::relative(entry.path(), folder).generic_string(), std::move(bytes));
    }
    return assets;
}

std::optional<Response> Assets::find(const Request& request) const {
    auto found = files_.find(request.target.path);
    if (found == files_.end()) {
        const std::string& path = request.target.path;
        if (path.find('.', path.rfind('/')) != std::string::npos) return std::nullopt;
        found = files_.find("/index.html");
    }
    const Asset& asset = found->second;
    const std::string_view wanted = request.header("accept-encoding");
    Response response;
    response.route = asset.never_changes ? "/assets/*" : "/*";
    response.set("Content-Type", asset.content_type);
    response.set("Cache-Control",
                 asset.never_changes ? "public, max-age=31536000, immutable" : "no-cache");
    if (asset.gzip) response.set("Vary", "Accept-Encoding");
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

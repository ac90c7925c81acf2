// SPDX-License-Identifier: Apache-2.0
#include "server/answer_cache.hpp"

#include "server/compress.hpp"
#include "store/sha256.hpp"

namespace kc::server {

std::shared_ptr<const CachedAnswer> AnswerCache::find(std::string_view target,
                                                      std::string_view version) const {
    const std::shared_lock lock(mutex_);
    if (version != version_) return nullptr;
    const auto found = answers_.find(target);
    if (found == answers_.end()) return nullptr;
    ++hits_;
    return found->second;
}

AnswerCache::Figures AnswerCache::figures() const {
    const std::shared_lock lock(mutex_);
    return {hits_, misses_, answers_.size(), bytes_};
}

void AnswerCache::keep(std::string_view target, std::string_view version,
                       std::shared_ptr<const CachedAnswer> answer) {
    ++misses_;
    const std::size_t bytes = answer->plain->size() * 2;
    if (bytes > kBytesMax / 8) return;
    const std::unique_lock lock(mutex_);
    if (version != version_ || answers_.size() >= kAnswersMax || bytes_ + bytes > kBytesMax) {
        answers_.clear();
        bytes_ = 0;
        version_ = version;
    }
    if (answers_.emplace(target, std::move(answer)).second) bytes_ += bytes;
}

std::shared_ptr<const CachedAnswer> cached_answer(const Response& response, access::Action action) {
    auto cached = std::make_shared<CachedAnswer>();
    cached->route = response.route;
    cached->action = action;
    if (const Header* type = response.find("content-type")) cached->content_type = type->value;
    const std::string_view bytes = response.bytes();
    cached->etag = store::to_hex(store::sha256(bytes)).substr(0, 20);
    if (bytes.size() >= kCompressBytesMin) {
        cached->gzip = std::make_shared<const std::string>(gzip(bytes, Effort::quick));
        cached->brotli = std::make_shared<const std::string>(brotli(bytes, Effort::quick));
    }
    cached->plain = std::make_shared<const std::string>(bytes);
    return cached;
}

Response answer_from(const CachedAnswer& cached, const Request& request) {
    const std::string_view wanted = request.header("accept-encoding");
    Response response;
    response.route = cached.route;
    response.shared = cached.plain;
    std::string_view coding;
    if (cached.brotli && accepts(wanted, "br")) {
        coding = "br";
        response.shared = cached.brotli;
    } else if (cached.gzip && accepts(wanted, "gzip")) {
        coding = "gzip";
        response.shared = cached.gzip;
    }
    std::string etag = "\"" + cached.etag;
    if (!coding.empty()) etag.append("-").append(coding);
    etag += '"';
    response.headers.reserve(12);
    response.set("Content-Type", cached.content_type);
    if (!coding.empty()) response.set("Content-Encoding", std::string(coding));
    response.set("Vary", "Accept-Encoding, Cookie");
    response.set("Cache-Control", "private, no-cache");
    if (request.header("if-none-match").find(etag) != std::string_view::npos) {
        response.status = 304;
        response.shared = nullptr;
    }
    response.set("ETag", std::move(etag));
    return response;
}

}  // namespace kc::server

// SPDX-License-Identifier: Apache-2.0
// Answers that are the same for every reader until a fact, the pack or the day changes, with their
// compressed forms ready.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "access/role.hpp"
#include "server/message.hpp"

namespace kc::server {

struct CachedAnswer {
    std::string_view route = {};
    access::Action action = access::Action::read;  // what a reader must be allowed
    std::string content_type = {};
    std::string etag = {};  // without quotes
    std::shared_ptr<const std::string> plain = {};
    std::shared_ptr<const std::string> gzip = {};  // null when too short to be worth it
    std::shared_ptr<const std::string> brotli = {};
};

class AnswerCache {
public:
    static constexpr std::size_t kAnswersMax = 1'000;
    static constexpr std::size_t kBytesMax = 64U << 20U;

    // Null when there is none of this version.
    [[nodiscard]] std::shared_ptr<const CachedAnswer> find(std::string_view target,
                                                           std::string_view version) const;
    struct Figures {
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;  // made anew because of a change, or for the first time
        std::size_t answers = 0;
        std::size_t bytes = 0;
    };
    [[nodiscard]] Figures figures() const;

    void keep(std::string_view target, std::string_view version,
              std::shared_ptr<const CachedAnswer> answer);

private:
    struct HashText {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    mutable std::shared_mutex mutex_;
    mutable std::atomic<std::uint64_t> hits_ = 0;
    std::atomic<std::uint64_t> misses_ = 0;
    std::string version_;
    std::size_t bytes_ = 0;
    std::unordered_map<std::string, std::shared_ptr<const CachedAnswer>, HashText, std::equal_to<>>
        answers_;
};

std::shared_ptr<const CachedAnswer> cached_answer(const Response& response, access::Action action);

// In the coding the client takes, or 304.
Response answer_from(const CachedAnswer& cached, const Request& request);

}  // namespace kc::server

// SPDX-License-Identifier: Apache-2.0
#include "exchange/markdown_inline.hpp"

#include <algorithm>
#include <array>

namespace kc::exchange {
namespace {

constexpr std::string_view kPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

// How far the partner of a mark may be, and how many bytes may be searched for partners for each
// byte of the line. Keeps a line of a million opening marks linear; past it marks are text.
constexpr std::size_t kPartnerWithin = 4096;
constexpr std::size_t kSearchPerByte = 12;

bool is_blank_char(char c) {
    return c == ' ' || c == '\t';
}

bool is_ascii_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class InlineReader {
public:
    explicit InlineReader(std::string_view line)
        : line_(line), search_left_(kPartnerWithin + line.size() * kSearchPerByte) {}

    PlainInline read() {
        while (at_ < line_.size()) {
            const char c = line_[at_];
            if (c == '\\' && at_ + 1 < line_.size() &&
                kPunctuation.find(line_[at_ + 1]) != std::string_view::npos) {
                put(line_[at_ + 1]);
                at_ += 2;
            } else if (!(read_end_mark() || read_emphasis(c) || read_code(c) || read_link(c) ||
                         read_tag(c))) {
                put(c);
                ++at_;
            }
        }
        finish_lead();
        return {std::move(text_), lead_};
    }

private:
    struct OpenMark {
        std::string_view mark;
        std::size_t end;  // where its partner begins
    };

    void put(char c) {
        if (!is_bold()) finish_lead();
        text_ += c;
    }

    bool is_bold() const {
        return std::any_of(open_.begin(), open_.begin() + static_cast<std::ptrdiff_t>(depth_),
                           [](const OpenMark& open) {
                               return open.mark == "**" || open.mark == "__" || open.mark == "***";
                           });
    }

    void finish_lead() {
        if (lead_done_) return;
        lead_ = text_.size();
        lead_done_ = true;
    }

    bool read_end_mark() {
        if (depth_ == 0 || at_ != open_[depth_ - 1].end) return false;
        at_ += open_[--depth_].mark.size();
        return true;
    }

    bool read_emphasis(char c) {
        if ((c != '*' && c != '_' && c != '~') || depth_ == open_.size()) return false;
        for (const std::string_view mark : {"***", "**", "__", "~~", "*", "_"}) {
            if (!line_.substr(at_).starts_with(mark)) continue;
            const std::size_t partner = find_partner(mark);
            if (partner == std::string_view::npos) continue;
            open_[depth_++] = {mark, partner};
            at_ += mark.size();
            return true;
        }
        return false;
    }

    // The end mark: has text right before it, as the start mark has right behind it; single marks
    // and underscores do not count inside a word.
    std::size_t find_partner(std::string_view mark) {
        const std::size_t begin = at_ + mark.size();
        if (begin >= line_.size() || is_blank_char(line_[begin]) || line_[begin] == mark[0]) {
            return std::string_view::npos;
        }
        const bool strict = mark.size() == 1 || mark[0] == '_';
        if (strict && at_ > 0 && is_ascii_alnum(line_[at_ - 1])) return std::string_view::npos;
        const std::size_t limit =
            std::min(depth_ == 0 ? line_.size() : open_[depth_ - 1].end, begin + kPartnerWithin);
        const std::string_view within = line_.substr(0, limit);
        std::size_t at = begin;
        do {
            const std::size_t from = at;
            at = within.find(mark, from + 1);
            if (!spend(std::min(at, limit) - from)) return std::string_view::npos;
        } while (at != std::string_view::npos && !ends_emphasis(at, mark, strict));
        return at;
    }

    bool ends_emphasis(std::size_t at, std::string_view mark, bool strict) const {
        const std::size_t after = at + mark.size();
        if (is_blank_char(line_[at - 1]) || line_[at - 1] == '\\') return false;
        if (mark.size() == 1 &&
            (line_[at - 1] == mark[0] || (after < line_.size() && line_[after] == mark[0]))) {
            return false;
        }
        return !(strict && after < line_.size() && is_ascii_alnum(line_[after]));
    }

    bool spend(std::size_t bytes) {
        if (bytes > search_left_) return false;
        search_left_ -= bytes;
        return true;
    }

    bool read_code(char c) {
        if (c != '`') return false;
        const std::string_view within = line_.substr(0, at_ + kPartnerWithin);
        const std::size_t end = within.find('`', at_ + 1);
        if (!spend(std::min(end, within.size()) - at_)) return false;
        if (end == std::string_view::npos || end == at_ + 1) return false;
        if (depth_ > 0 && end >= open_[depth_ - 1].end) return false;
        for (std::size_t i = at_ + 1; i < end; ++i) put(line_[i]);
        at_ = end + 1;
        return true;
    }

    // [words](target) and ![words](target): the words.
    bool read_link(char c) {
        const std::size_t bracket = c == '!' ? at_ + 1 : at_;
        if (bracket >= line_.size() || line_[bracket] != '[') return false;
        const std::string_view within = line_.substr(0, bracket + kPartnerWithin);
        const std::size_t close = within.find(']', bracket);
        if (!spend(std::min(close, within.size()) - bracket)) return false;
        if (close == std::string_view::npos || close + 1 >= within.size() ||
            within[close + 1] != '(') {
            return false;
        }
        const std::size_t end = within.find(')', close);
        if (!spend(std::min(end, within.size()) - close)) return false;
        if (end == std::string_view::npos) return false;
        if (depth_ > 0 && end >= open_[depth_ - 1].end) return false;
        for (std::size_t i = bracket + 1; i < close; ++i) put(line_[i]);
        at_ = end + 1;
        return true;
    }

    // <br> inside a line (usual in table cells) is a blank.
    bool read_tag(char c) {
        if (c != '<') return false;
        for (const std::string_view tag : {"<br>", "<br/>", "<br />"}) {
            if (!line_.substr(at_).starts_with(tag)) continue;
            put(' ');
            at_ += tag.size();
            return true;
        }
        return false;
    }

    std::string_view line_;
    std::size_t search_left_;
    std::size_t at_ = 0;
    std::string text_ = {};
    std::array<OpenMark, 8> open_ = {};
    std::size_t depth_ = 0;
    std::size_t lead_ = 0;
    bool lead_done_ = false;
};

}  // namespace

PlainInline strip_inline_marks(std::string_view line) {
    return InlineReader(line).read();
}

}  // namespace kc::exchange

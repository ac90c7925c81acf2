// SPDX-License-Identifier: Apache-2.0
#include "tree_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>

namespace kc::tidy {
namespace {

namespace fs = std::filesystem;

bool is_foreign_folder(std::string_view name) {
    constexpr std::array<std::string_view, 5> kForeign = {".git", ".cache", "build", "dist",
                                                          "node_modules"};
    return std::find(kForeign.begin(), kForeign.end(), name) != kForeign.end();
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Walks over the text once and says for each stretch what it is.
class Masker {
public:
    explicit Masker(std::string_view text) : text_(text) {
        masks_.code.reserve(text.size());
        masks_.comments.reserve(text.size());
    }

    Masks run() {
        while (at_ < text_.size()) step();
        return std::move(masks_);
    }

private:
    enum class As { code, comment, literal };

    void step() {
        const std::string_view rest = text_.substr(at_);
        const char before = at_ == 0 ? ' ' : text_[at_ - 1];
        if (rest.starts_with("//")) return take(line_end(), As::comment);
        if (rest.starts_with("/*")) return take(end_after("*/", at_ + 2), As::comment);
        if (rest.starts_with("R\"") && (!is_word(before) || before == '8')) return raw_string();
        // A quote after a digit or letter separates digits, as in 1'000.
        if (rest.front() == '"') return quoted('"');
        if (rest.front() == '\'' && !is_word(before)) return quoted('\'');
        take(at_ + 1, As::code);
    }

    void quoted(char quote) {
        take(at_ + 1, As::code);
        std::size_t end = at_;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n')
            end += text_[end] == '\\' ? 2 : 1;
        take(end, As::literal);
        if (at_ < text_.size()) take(at_ + 1, As::code);
    }

    void raw_string() {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string_view::npos) return take(text_.size(), As::code);
        const std::string close = ")" + std::string{text_.substr(at_ + 2, open - at_ - 2)} + "\"";
        take(open + 1, As::code);
        const std::size_t end = text_.find(close, at_);
        take(end, As::literal);
        take(end == std::string_view::npos ? end : end + close.size(), As::code);
    }

    std::size_t line_end() const { return text_.find('\n', at_); }

    std::size_t end_after(std::string_view mark, std::size_t from) const {
        const std::size_t found = text_.find(mark, from);
        return found == std::string_view::npos ? found : found + mark.size();
    }

    void take(std::size_t end, As as) {
        end = std::min(end, text_.size());
        for (; at_ < end; ++at_) {
            const char c = text_[at_];
            const char blank = c == '\n' ? '\n' : ' ';
            masks_.code += as == As::code ? c : blank;
            masks_.comments += as == As::comment ? c : blank;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Masks masks_;
};

}  // namespace

std::vector<TreeFile> read_tree(const fs::path& root) {
    std::vector<TreeFile> files;
    for (fs::recursive_directory_iterator it(root), end; it != end; ++it) {
        if (it->is_directory() && is_foreign_folder(it->path().filename().string())) {
            it.disable_recursion_pending();
            continue;
        }
        if (!it->is_regular_file() || it->file_size() > kMaxFileBytes) continue;
        std::ifstream in(it->path(), std::ios::binary);
        std::string text(std::istreambuf_iterator<char>(in), {});
        // Pictures have nothing to check, but links may lead to them.
        if (text.find('\0') != std::string::npos) text.clear();
        files.push_back({it->path().lexically_relative(root).generic_string(), std::move(text)});
    }
    std::sort(files.begin(), files.end(),
              [](const TreeFile& a, const TreeFile& b) { return a.path < b.path; });
    return files;
}

bool is_header(const TreeFile& file) {
    return file.path.ends_with(".hpp");
}

bool is_cpp(const TreeFile& file) {
    return is_header(file) || file.path.ends_with(".cpp");
}

std::string_view room_of(std::string_view path) {
    constexpr std::string_view kSource = "src/";
    if (!path.starts_with(kSource)) return {};
    const std::string_view below = path.substr(kSource.size());
    const std::size_t slash = below.find('/');
    return slash == std::string_view::npos ? std::string_view{} : below.substr(0, slash);
}

Masks mask_cpp(std::string_view text) {
    return Masker(text).run();
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::size_t line_at(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace kc::tidy

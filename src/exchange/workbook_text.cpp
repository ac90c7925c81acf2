// SPDX-License-Identifier: Apache-2.0
#include "exchange/workbook_text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kSheetNameUnitsMax = 31;

std::size_t utf16_units(char32_t c) {
    return c > 0xFFFF ? 2 : 1;
}

std::string lower_ascii(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

bool is_plain(std::string_view text) {
    return text.find('\0') == std::string_view::npos && base::is_valid_utf8(text);
}

std::string cut_to_units(std::string_view text, std::size_t units_max) {
    std::string out;
    std::size_t units = 0;
    for (const char32_t c : base::decode_utf8(text)) {
        units += utf16_units(c);
        if (units > units_max) break;
        base::append_utf8(out, c);
    }
    return out;
}

Diagnostic no_temporary_file() {
    return Diagnostic{.code = "E-workbook-write",
                      .zh = "无法建立临时文件",
                      .en = "no temporary file could be made"}
        .hint("检查临时文件夹的空间和权限",
              "check the space and the rights of the temporary folder");
}

}  // namespace

std::string workbook_text(std::string_view text, std::size_t units_max, bool& was_cut) {
    was_cut = false;
    // Bytes are never fewer than units, so most texts are done here.
    if (text.size() <= units_max && is_plain(text)) return std::string(text);
    std::u32string points;
    std::size_t units = 0;
    for (const char32_t c : base::decode_utf8(text)) {
        if (c == U'\0') continue;
        units += utf16_units(c);
        if (units > units_max) {
            was_cut = true;
            points.pop_back();
            points += U'…';
            break;
        }
        points += c;
    }
    return base::encode_utf8(points);
}

std::string legal_sheet_name(std::string_view wanted, std::set<std::string>& taken) {
    std::string clean;
    for (const char32_t c : base::decode_utf8(wanted)) {
        const bool forbidden =
            c < 0x20 || std::u32string_view(U"[]:*?/\\'").find(c) != std::u32string_view::npos;
        base::append_utf8(clean, forbidden ? U'_' : c);
    }
    clean = cut_to_units(clean, kSheetNameUnitsMax);
    if (clean.empty()) clean = "Sheet";
    std::string name = clean;
    for (int number = 2; !taken.insert(lower_ascii(name)).second; ++number) {
        const std::string suffix = fmt::format(" ({})", number);
        name = cut_to_units(clean, kSheetNameUnitsMax - suffix.size()) + suffix;
    }
    return name;
}

std::size_t shown_width(std::string_view text) {
    std::size_t width = 0;
    for (const char32_t c : base::decode_utf8(text)) width += c >= 0x1100 ? 2 : 1;
    return width;
}

Result<std::string> bytes_of_written_file(
    const std::function<Result<void>(const std::filesystem::path&)>& write) {
    std::error_code failed;
    std::string folder =
        (std::filesystem::temp_directory_path(failed) / "kechuang-XXXXXX").string();
    if (failed || ::mkdtemp(folder.data()) == nullptr) return unexpected(no_temporary_file());
    const std::filesystem::path path = std::filesystem::path(folder) / "written";
    Result<void> done = write(path);
    std::string bytes;
    if (done) {
        std::ifstream file(path, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(file), {});
        if (!file) done = unexpected(no_temporary_file());
    }
    std::filesystem::remove_all(folder, failed);
    if (!done) return unexpected(done.error());
    return bytes;
}

}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "office/office_csv.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "exchange/encoding.hpp"

namespace kc::office {
namespace {

Diagnostic bad_csv(std::int32_t line, std::string zh, std::string en) {
    return Diagnostic{"E-csv",
                      {"", line, 0},
                      fmt::format("第{}行：{}", line, zh),
                      fmt::format("line {}: {}", line, en)}
        .hint("用表格软件另存为 CSV 再试", "save it as CSV again and retry");
}

// The sign that stands most often in the heading.
char separator_of(std::string_view text) {
    const std::string_view heading = text.substr(0, text.find('\n'));
    char best = ',';
    std::ptrdiff_t most = 0;
    for (const char sign : {',', '\t', ';'}) {
        const auto count = std::count(heading.begin(), heading.end(), sign);
        if (count > most) {
            most = count;
            best = sign;
        }
    }
    return best;
}

class Reader {
public:
    Reader(std::string_view text, const CsvLimits& limits)
        : text_(text), limits_(limits), separator_(separator_of(text)) {}

    Result<std::vector<CsvRow>> read() {
        std::vector<CsvRow> rows;
        while (at_ < text_.size()) {
            CsvRow row{line_, {}};
            if (auto done = read_row(row); !done) return unexpected(done.error());
            if (std::all_of(row.cells.begin(), row.cells.end(),
                            [](const std::string& cell) { return cell.empty(); }))
                continue;
            if (rows.size() == limits_.rows_max)
                return unexpected(bad_csv(row.line, fmt::format("超过{}行", limits_.rows_max),
                                          fmt::format("more than {} rows", limits_.rows_max)));
            rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    Result<void> read_row(CsvRow& row) {
        while (true) {
            std::string cell;
            if (auto done = read_cell(cell); !done) return done;
            if (row.cells.size() == limits_.columns_max)
                return unexpected(
                    bad_csv(row.line, fmt::format("超过{}列", limits_.columns_max),
                            fmt::format("more than {} columns", limits_.columns_max)));
            row.cells.push_back(std::move(cell));
            if (at_ >= text_.size()) return {};
            if (text_[at_] == separator_) {
                ++at_;
                continue;
            }
            if (text_[at_] == '\r') ++at_;
            if (at_ < text_.size() && text_[at_] == '\n') ++at_;
            ++line_;
            return {};
        }
    }

    Result<void> read_cell(std::string& cell) {
        const std::int32_t began = line_;
        bool quoted = false;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"' && !quoted && cell.empty()) {
                quoted = true;
                if (auto done = read_quoted(cell, began); !done) return done;
                --at_;
                continue;
            }
            if (c == separator_ || c == '\n' || c == '\r') break;
            cell += c;
            if (cell.size() > limits_.cell_bytes_max) return unexpected(too_long(began));
        }
        if (!quoted) trim(cell);
        return {};
    }

    // Leaves `at_` behind the closing quote.
    Result<void> read_quoted(std::string& cell, std::int32_t began) {
        for (++at_; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
                    ++at_;
                    return {};
                }
                ++at_;
            }
            if (c == '\n') ++line_;
            cell += c;
            if (cell.size() > limits_.cell_bytes_max) return unexpected(too_long(began));
        }
        return unexpected(bad_csv(began, "引号没有结束", "a quote is never closed"));
    }

    Diagnostic too_long(std::int32_t line) const {
        return bad_csv(line, fmt::format("单元格超过{}字节", limits_.cell_bytes_max),
                       fmt::format("a cell is longer than {} bytes", limits_.cell_bytes_max));
    }

    static void trim(std::string& cell) {
        const std::size_t begin = cell.find_first_not_of(" \t");
        const std::size_t end = cell.find_last_not_of(" \t");
        cell = begin == std::string::npos ? "" : cell.substr(begin, end - begin + 1);
    }

    std::string_view text_;
    const CsvLimits& limits_;
    char separator_;
    std::size_t at_ = 0;
    std::int32_t line_ = 1;
};

}  // namespace

Result<std::vector<CsvRow>> read_csv(std::string_view bytes, const CsvLimits& limits) {
    auto decoded = exchange::decode_text(bytes);
    if (!decoded) return unexpected(decoded.error());
    std::string_view text = decoded->text;
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    return Reader(text, limits).read();
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string out;
    for (const std::string& cell : cells) {
        if (&cell != &cells.front()) out += ',';
        if (cell.find_first_of("\",;\t\r\n") == std::string::npos) {
            out += cell;
            continue;
        }
        out += '"';
        for (const char c : cell) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    return out + "\r\n";
}

}  // namespace kc::office

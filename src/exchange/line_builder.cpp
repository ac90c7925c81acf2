// SPDX-License-Identifier: Apache-2.0
#include "exchange/line_builder.hpp"

#include <algorithm>
#include <utility>

#include "exchange/clean_text.hpp"

namespace kc::exchange {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> heads) {
    for (const std::string_view head : heads) {
        if (text.starts_with(head)) return true;
    }
    return false;
}

// "1.", "1、", "（一）", "一、", "①", "第…": a number typed by hand.
bool is_numbered(std::string_view text) {
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
    if (digits > 0) {
        return starts_with_any(text.substr(digits), {".", "、", "．", ")", "）"});
    }
    if (starts_with_any(text,
                        {"(", "（", "〔", "第", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"})) {
        return true;
    }
    std::size_t at = 0;
    while (starts_with_any(text.substr(at),
                           {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"})) {
        at += 3;
    }
    return at > 0 && starts_with_any(text.substr(at), {"、", "．", ".", "是"});
}

}  // namespace

void LineBuilder::set_label(std::string label, bool unless_numbered) {
    label_ = std::move(label);
    label_unless_numbered_ = unless_numbered;
}

void LineBuilder::begin_line(std::string_view first_piece) {
    if (is_blank(first_piece)) return;
    if (!label_unless_numbered_ || !is_numbered(first_piece)) text_ = label_;
    label_.clear();
}

void LineBuilder::append(std::string_view piece, bool is_bold) {
    std::string cleaned;
    if (!is_clean_piece(piece)) piece = cleaned = clean_piece(piece);
    if (piece.empty()) return;
    if (!label_.empty() && is_blank(text_)) begin_line(piece);
    if (pending_blank_ && !text_.empty()) {
        const bool parts_chinese = pending_line_end_ && ends_wide(text_) && begins_wide(piece);
        if (!parts_chinese) text_ += ' ';
    }
    pending_blank_ = pending_line_end_ = false;
    text_ += piece;
    if (all_bold_ && is_bold) {
        bold_lead_ = text_.size();
    } else if (!is_blank(piece)) {
        all_bold_ = false;
    }
}

void LineBuilder::add(std::string_view text, bool is_bold) {
    std::size_t i = 0;
    while (i < text.size()) {
        if (is_space(text[i])) {
            pending_blank_ = true;
            pending_line_end_ |= text[i] == '\n' || text[i] == '\r';
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && !is_space(text[end])) ++end;
        append(text.substr(i, end - i), is_bold);
        i = end;
    }
}

void LineBuilder::add_verbatim(std::string_view text, bool is_bold) {
    append(text, is_bold);
}

void LineBuilder::flush(Lines& out) {
    if (!is_blank(text_)) {
        while (text_.back() == ' ' || text_.back() == '\t') text_.pop_back();
        Line line{std::move(text_), style, {}};
        // A lead is visible text; a bold blank before normal words is none.
        const std::size_t lead = std::min(bold_lead_, line.text.size());
        if (!is_blank(std::string_view(line.text).substr(0, lead))) {
            line.style.bold_lead = static_cast<std::uint32_t>(lead);
        }
        out.push_back(std::move(line));
    }
    text_ = {};
    pending_blank_ = pending_line_end_ = false;
    all_bold_ = true;
    bold_lead_ = 0;
}

}  // namespace kc::exchange

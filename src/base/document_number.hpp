// SPDX-License-Identifier: Apache-2.0
// The number of an official document (发文字号): issuer, 〔year〕, serial, 号.
//
// Written with every kind of bracket on web pages; here always with 〔〕, so that equal numbers are
// equal texts. No 第 and no leading zeros (GB/T 9704-2012).
//
//   DocumentNumber::parse("国科发火[2016] 32号")   // 国科发火〔2016〕32号
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::base {

class DocumentNumber {
public:
    static constexpr std::size_t kMinIssuerLength = 2;
    static constexpr std::size_t kMaxIssuerLength = 12;
    static constexpr int kMinYear = 1900;
    static constexpr int kMaxYear = 2099;
    static constexpr int kMaxSerial = 99'999;

    static Result<DocumentNumber> parse(std::string_view text);

    // The issuer's short name with the kind of document: 国科发火.
    [[nodiscard]] const std::string& issuer() const { return issuer_; }
    [[nodiscard]] int year() const { return year_; }
    [[nodiscard]] int serial() const { return serial_; }

    auto operator<=>(const DocumentNumber&) const = default;

private:
    std::string issuer_;
    int year_ = 0;
    int serial_ = 0;
};

std::string to_string(const DocumentNumber& number);

// The text with every pair of brackets of another kind around a year turned into 〔〕.
std::string with_document_brackets(std::string_view text);

}  // namespace kc::base

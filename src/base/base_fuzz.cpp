// SPDX-License-Identifier: Apache-2.0
// Any bytes through the readers: no crash, and whatever is read prints and reads back the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/credit_code.hpp"
#include "base/date.hpp"
#include "base/document_number.hpp"
#include "base/index_number.hpp"
#include "base/money.hpp"
#include "base/numeral.hpp"
#include "base/patent_number.hpp"
#include "base/period.hpp"
#include "base/quantity.hpp"
#include "base/utf8.hpp"

namespace {

using namespace kc::base;

template <typename T>
void round_trip(std::string_view text) {
    const auto first = T::parse(text);
    if (!first) return;
    const auto second = T::parse(to_string(*first));
    KC_CHECK(second.has_value() && *second == *first);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    round_trip<Decimal>(text);
    round_trip<Unit>(text);
    round_trip<Quantity>(text);
    round_trip<Money>(text);
    round_trip<Date>(text);
    round_trip<Period>(text);
    round_trip<PatentNumber>(text);
    round_trip<DocumentNumber>(text);
    if (const auto code = CreditCode::parse(text)) {
        KC_CHECK(CreditCode::parse(code->text()).value() == *code);
    }
    if (const auto pattern = IndexNumberPattern::parse(text)) {
        static_cast<void>(pattern->match(text));
    }
    if (const auto value = parse_chinese_numeral(decode_utf8(text))) {
        const auto written = format_chinese_numeral(*value);
        KC_CHECK(written && parse_chinese_numeral(*written) == value);
    }
    return 0;
}

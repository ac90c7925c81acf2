// SPDX-License-Identifier: Apache-2.0
// The application number of a Chinese patent (专利申请号, 专利号).
//
// Since October 2003 year (4), kind (1), serial (7), a point and a check; before that year (2),
// kind (1), serial (5). ZL in front is written only once the patent is granted. The publication
// number (CN 107391234 A) is another number.
//
//   Result<PatentNumber> number = PatentNumber::parse("ZL2017106018623");
//   to_string(*number);   // "ZL201710601862.3"
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::base {

class PatentNumber {
public:
    enum class Kind : std::uint8_t { invention, utility_model, design };

    // ZL, CN, blanks and the point may be there or not; a diagnostic's positions do not count them.
    static Result<PatentNumber> parse(std::string_view text);

    // The year of the application, with the century.
    [[nodiscard]] int year() const { return year_; }
    // International applications (kinds 8 and 9) count as what they ask for.
    [[nodiscard]] Kind kind() const { return kind_; }
    // Whether the application came in under the Patent Cooperation Treaty.
    [[nodiscard]] bool is_international() const { return international_; }
    // Whether ZL was written. Its absence does not tell that there is no grant.
    [[nodiscard]] bool says_granted() const { return granted_; }

    // The number itself, the same with and without ZL: "201710601862.3".
    [[nodiscard]] const std::string& application() const { return application_; }

    bool operator==(const PatentNumber&) const = default;

private:
    std::string application_;
    int year_ = 0;
    Kind kind_ = Kind::invention;
    bool international_ = false;
    bool granted_ = false;
};

std::string to_string(const PatentNumber& number);

}  // namespace kc::base

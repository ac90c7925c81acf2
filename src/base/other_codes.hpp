// SPDX-License-Identifier: Apache-2.0
// Codes of which only the form can be checked. Each function gives back the code as it is usually
// written, or says where it departs from its form.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::base {

// 软件著作权登记号: 2024SR0123456.
Result<std::string> parse_software_copyright(std::string_view text);

// 高新技术企业证书编号: GR202334001234. Characters 3 to 6 are the year of the certificate.
Result<std::string> parse_high_tech_certificate(std::string_view text);

// International Patent Classification: "A01B 33/08", with one blank.
Result<std::string> parse_ipc(std::string_view text);

// A mobile number of eleven digits, or a landline with its area code: 0563-1234567.
Result<std::string> parse_phone(std::string_view text);

// 15 to 19 digits with a Luhn check, as on bank cards. Accounts of firms have no national check.
// Diagnostics never quote the number.
Result<std::string> parse_bank_card(std::string_view text);

// 联行号, the number of a bank's branch: 12 digits.
Result<std::string> parse_bank_branch(std::string_view text);

}  // namespace kc::base

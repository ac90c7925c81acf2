// SPDX-License-Identifier: Apache-2.0
// KC_CHECK(condition): an invariant of our own code, on in release builds too.
//
// It ends the process, because a broken invariant means that nothing computed from here on can be
// trusted. Input from outside must never reach one: that is a Diagnostic.
#pragma once

namespace kc {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace kc

#define KC_CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::kc::check_failed(#condition, __FILE__, __LINE__))

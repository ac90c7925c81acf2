// SPDX-License-Identifier: Apache-2.0
#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace kc {

void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "kechuang: internal error at %s:%d: %s\n", file, line, condition);
    std::abort();
}

}  // namespace kc

// SPDX-License-Identifier: Apache-2.0
// How somebody who knows the time ends work that takes too long. The room itself asks no clock.
#pragma once

#include <functional>

#include "base/diagnostic.hpp"

namespace kc::evaluation {

// True once the work should end; asked often and from several threads. Empty: never.
using Stop = std::function<bool()>;

inline bool is_over(const Stop& stop) {
    return stop && stop();
}

// What work that was ended answers.
inline Diagnostic stopped() {
    return Diagnostic{.code = "E-time",
                      .zh = "计算超过了限定的时间，已停止",
                      .en = "the computation took longer than allowed and was ended"}
        .hint("减少模拟次数或单位，或一次少问一些",
              "ask for fewer draws or units, or for less at a time");
}

}  // namespace kc::evaluation

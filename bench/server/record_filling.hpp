// SPDX-License-Identifier: Apache-2.0
// Writes many made-up records into an office, some thousand in a command.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "../store/bench_support.hpp"
#include "office/office_live.hpp"
#include "record/write.hpp"

namespace kc::bench {

// `record` of each number from 0.
inline void fill_records(office::Office& office, std::int64_t records,
                         const std::function<record::NewRecord(std::int64_t)>& record) {
    constexpr std::int64_t kPerCommand = 10'000;
    const record::SharedRegistries registries = office.live()->registries;
    for (std::int64_t first = 0; first < records; first += kPerCommand) {
        const std::int64_t end = std::min(records, first + kPerCommand);
        store::Command command{.key = fmt::format("fill-records-{}", first),
                               .actor = "bench",
                               .kind = "record.bench",
                               .payload = "{}"};
        command.run = [&](store::Transaction& transaction) -> Result<std::string> {
            record::RecordWriter writer(
                transaction, *registries,
                {.today = office.today(), .seed = fmt::format("fill-{}", first)});
            writer.reserve(end - first);
            for (std::int64_t i = first; i < end; ++i) {
                auto made = writer.create(record(i));
                if (!made) return unexpected(made.error());
            }
            return std::string("done");
        };
        need(office.store().write(std::move(command)));
    }
}

}  // namespace kc::bench

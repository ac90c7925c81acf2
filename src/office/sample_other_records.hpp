// SPDX-License-Identifier: Apache-2.0
// What the sample city has besides firms and what hangs directly on them: universities, results,
// demands, instruments, rights, teams, bases and their logs, events, investments, documents.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "office/sample_city.hpp"
#include "office/sample_random.hpp"
#include "office/sample_words.hpp"
#include "record/write.hpp"

namespace kc::office {

struct SampleFirm {
    record::RecordId id = 0;
    std::string name = {};
    std::string region = {};
    const SampleTrade* trade = nullptr;
    bool above_scale = false;
    bool does_rd = false;
    std::int64_t revenue = 0;  // 万元, of the last full year
};

// A working-week day of the year, not after today.
base::Date sample_day(SampleRandom& random, const SampleOptions& options, int year,
                      int first_month = 1, int last_month = 12);

// The larger ones are met more often: the best of three.
const SampleFirm& sample_firm(SampleRandom& random, const std::vector<SampleFirm>& firms);

// The name of the nth person of the sample, from 1; logs refer to persons by it.
std::string sample_person(int number);

// In an order in which what is referred to comes first. `firms` have their numbers already, and
// `people` persons are to be kept before.
std::vector<record::NewRecord> sample_other_records(SampleRandom& random,
                                                    const SampleOptions& options,
                                                    const std::vector<SampleFirm>& firms,
                                                    int people);

}  // namespace kc::office

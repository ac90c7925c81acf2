// SPDX-License-Identifier: Apache-2.0
// Objects of the office as JSON, in the shapes of the contract.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "indicator/derivation.hpp"
#include "office/office_facts.hpp"
#include "office/office_targets.hpp"
#include "server/json_writer.hpp"

namespace kc::server {

void write_words(const pack::Bilingual& words, JsonWriter& json);
void write_words(const indicator::Words& words, JsonWriter& json);

// Code and name of a unit; an owner outside the units is named by the word itself.
// Its place in a tile map, or null.
void write_tile(const std::optional<pack::Tile>& tile, JsonWriter& json);
void write_unit(const office::LivePack& live, const std::string& code, JsonWriter& json);
void write_units(const office::LivePack& live, const std::vector<std::string>& codes,
                 JsonWriter& json);

void write_source(const std::optional<pack::SourceSentence>& source, JsonWriter& json);
void write_span(const std::vector<std::int32_t>& span, JsonWriter& json);
void write_todo(const std::vector<pack::Todo>& todo, JsonWriter& json);

void write_target(const office::LivePack& live, const office::TargetNow& now, JsonWriter& json);

void write_task(const office::TargetsNow& now, const pack::Task& task, JsonWriter& json);

void write_indicator(const pack::Indicator& indicator, bool is_used, JsonWriter& json);

void write_fact(const office::ListedFact& fact, JsonWriter& json);

// One step with what it rests on; facts come as numbers and are collected.
void write_step(const indicator::Derivation& step, std::vector<indicator::FactRef>& facts,
                JsonWriter& json);

}  // namespace kc::server

// SPDX-License-Identifier: Apache-2.0
// That the structs of objects.hpp have shapes.
#pragma once

#include "pack/objects.hpp"
#include "pack/shape.hpp"

namespace kc::pack {

template <>
const Shape& shape_of<Bilingual>();
template <>
const Shape& shape_of<PlanDocument>();
template <>
const Shape& shape_of<Manifest>();
template <>
const Shape& shape_of<Tile>();
template <>
const Shape& shape_of<AdminUnit>();
template <>
const Shape& shape_of<UnitTree>();
template <>
const Shape& shape_of<LookAlike>();
template <>
const Shape& shape_of<Indicator>();
template <>
const Shape& shape_of<BuildingBlock>();
template <>
const Shape& shape_of<SourceSentence>();
template <>
const Shape& shape_of<Todo>();
template <>
const Shape& shape_of<Baseline>();
template <>
const Shape& shape_of<Milestone>();
template <>
const Shape& shape_of<Trajectory>();
template <>
const Shape& shape_of<CountyShare>();
template <>
const Shape& shape_of<Decomposition>();
template <>
const Shape& shape_of<Target>();
template <>
const Shape& shape_of<PlannedActivity>();
template <>
const Shape& shape_of<Task>();

// Words by language are one value to a reader of the format, not a map of its own.
template <>
struct Codec<Bilingual> {
    static FieldType type() {
        return {.kind = FieldKind::bilingual, .shape = &shape_of<Bilingual>};
    }
    static void read(const FieldType& type, const Node& from, Bilingual& to, Reader& reader) {
        if (reader.expect_map(type, from)) read_map(shape_of<Bilingual>(), &to, from, reader);
    }
    static Node write(const Bilingual& value) { return write_map(shape_of<Bilingual>(), &value); }
};

}  // namespace kc::pack

// SPDX-License-Identifier: Apache-2.0
#include "indicator/frame_column.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <vector>

namespace kc::indicator {
namespace {

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

FrameColumn column_of(const std::vector<std::int64_t>& values) {
    FrameColumn column;
    for (const std::int64_t value : values) column.append(value);
    return column;
}

std::vector<std::int64_t> values_of(const FrameColumn& column) {
    std::vector<std::int64_t> values;
    for (std::size_t row = 0; row < column.size(); ++row) values.push_back(column.at(row));
    return values;
}

TEST(FrameColumn, GivesBackWhatWasAppendedAtEveryWidth) {
    for (const std::vector<std::int64_t>& values : {std::vector<std::int64_t>{7},
                                                    {7, 7, 7},
                                                    {7, 8, 9},
                                                    {7, 8, 8},
                                                    {7, 8, 10},
                                                    {0, 255, 256},
                                                    {0, 65'535, 65'536},
                                                    {0, 0xffffffff, 0x100000000},
                                                    {5, 4, 3, -1000},
                                                    {kLowest, kHighest, 0},
                                                    {kHighest, kLowest},
                                                    {kLowest, kLowest + 1, kHighest}}) {
        EXPECT_EQ(values_of(column_of(values)), values);
    }
}

TEST(FrameColumn, EqualAndRisingNumbersTakeNoRoom) {
    EXPECT_EQ(column_of({5, 5, 5, 5}).bytes(), 0U);
    EXPECT_EQ(column_of({5, 6, 7, 8}).bytes(), 0U);
    EXPECT_TRUE(column_of({5, 5, 5}).all_equal());
    EXPECT_FALSE(column_of({5, 5, 5}).all_rising());
    EXPECT_TRUE(column_of({5, 6, 7}).all_rising());
    EXPECT_FALSE(column_of({5, 6, 7}).all_equal());
    EXPECT_TRUE(column_of({5}).all_equal());
    EXPECT_TRUE(column_of({5}).all_rising());
    EXPECT_FALSE(column_of({5, 6, 8}).all_rising());
}

TEST(FrameColumn, SettingANumberOutsideTheWidthWidensTheColumn) {
    FrameColumn column = column_of({1, 2, 3});
    column.set(1, 1'000'000'000'000);
    EXPECT_EQ(values_of(column), (std::vector<std::int64_t>{1, 1'000'000'000'000, 3}));
    column.set(1, 2);
    column.shrink_to_fit();
    EXPECT_EQ(values_of(column), (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(column.bytes(), 3U);
}

TEST(FrameColumn, BehavesAsAPlainVectorUnderRandomUse) {
    std::mt19937_64 random(1);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::int64_t> plain;
        FrameColumn column;
        const int width = static_cast<int>(random() % 64);
        for (int step = 0; step < 100; ++step) {
            const auto value =
                static_cast<std::int64_t>(random() >> width) * (random() % 2 == 0 ? 1 : -1);
            if (!plain.empty() && random() % 4 == 0) {
                const std::size_t row = random() % plain.size();
                plain[row] = value;
                column.set(row, value);
            } else {
                plain.push_back(value);
                column.append(value);
            }
            if (random() % 50 == 0) column.shrink_to_fit();
        }
        ASSERT_EQ(values_of(column), plain) << "round " << round;
    }
}

}  // namespace
}  // namespace kc::indicator

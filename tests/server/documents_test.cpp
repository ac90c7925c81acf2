// SPDX-License-Identifier: Apache-2.0
// Official documents over the interface.
#include <gtest/gtest.h>

#include "running_office.hpp"

namespace kc::test {
namespace {

TEST(Documents, ATemplateIsFilledIntoAWordFile) {
    RunningOffice office;
    office.set_up();
    const auto list = office.get("/api/v1/documents").json();
    ASSERT_EQ(list.find("items")->items.size(), 3U);
    for (const auto& one : list.find("items")->items) {
        const std::string path = "/api/v1/documents/" + one.find("code")->text + "/file";
        const Reply file = office.get(path + "?issue=7&as_of=2024-07-01");
        EXPECT_EQ(file.status, 200) << path;
        EXPECT_EQ(file.body.substr(0, 2), "PK");
        EXPECT_NE(file.header("content-disposition").find("2024-07-01.docx"), std::string::npos);
    }
}

TEST(Documents, WhatCannotBeIsRefused) {
    RunningOffice office;
    office.set_up();
    const std::string path = "/api/v1/documents/cn.doc.monthly_bulletin/file";
    for (const char* query : {"?issue=0", "?issue=x", "?issue=10000", "?as_of=2030-01-01"})
        EXPECT_EQ(office.get(path + query).status, 400) << query;
    EXPECT_EQ(office.get("/api/v1/documents/none/file").status, 404);
}

}  // namespace
}  // namespace kc::test

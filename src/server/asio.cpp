// SPDX-License-Identifier: Apache-2.0
// The compiled halves of Asio and Beast.
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>

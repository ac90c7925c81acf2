# The pages inside the program.
#
# kc_pages: a library with one function (src/server/embedded_pages.hpp) that gives every built file
# of web/ with its compressed forms. Vite runs only when something under web/ has changed.
#
#   KC_WEB=AUTO  the pages when npm and web/node_modules are there; otherwise a program that says
#                on its own page how they are built, so that nobody needs Node to work on the C++
#   KC_WEB=ON    stops when they are not: what is shipped has its pages
#   KC_WEB=OFF   none
set(KC_WEB AUTO CACHE STRING "the pages in the program: AUTO, ON or OFF")

set(web ${CMAKE_SOURCE_DIR}/web)
find_program(KC_NPM npm)
find_program(KC_NODE NAMES node nodejs)
set(missing)
if(NOT KC_NPM OR NOT KC_NODE)
    set(missing "Node.js and npm: apt-get install nodejs npm")
    set(missing_zh "Node.js 和 npm：apt-get install nodejs npm")
elseif(NOT EXISTS ${web}/node_modules/vite OR NOT EXISTS ${web}/index.html)
    set(missing "the packages of web/: npm --prefix web ci")
    set(missing_zh "web/ 的依赖：npm --prefix web ci")
endif()
if(missing AND KC_WEB STREQUAL "ON")
    message(FATAL_ERROR "页面无法构建，缺少${missing_zh}\nthe pages cannot be built, they lack ${missing}")
elseif(missing AND NOT KC_WEB STREQUAL "OFF")
    message(WARNING "程序将不含页面，缺少${missing_zh}（装好后请重新配置）\n"
        "the program will have no pages, it lacks ${missing} (then configure again)")
endif()

set(folder ${CMAKE_BINARY_DIR}/web)
set(pages ${folder}/pages.cpp)
set(bytes ${folder}/pages.bin)
file(MAKE_DIRECTORY ${folder})
if(missing OR KC_WEB STREQUAL "OFF")
    file(CONFIGURE OUTPUT ${pages} CONTENT [[
// Made by cmake/web.cmake: built without Node.js, so without pages.
#include "server/embedded_pages.hpp"

namespace kc::server {

std::vector<EmbeddedFile> embedded_pages() {
    return {};
}

}  // namespace kc::server
]])
else()
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/src/* ${web}/public/*)
    list(FILTER sources EXCLUDE REGEX "\\.test\\.ts$")
    file(GLOB settings CONFIGURE_DEPENDS ${web}/*.ts ${web}/*.json ${web}/*.html)
    list(FILTER settings EXCLUDE REGEX "\\.test\\.ts$")
    set(pack ${CMAKE_SOURCE_DIR}/cmake/pack_pages.mjs)
    add_custom_command(
        OUTPUT ${pages} ${bytes}
        COMMAND ${KC_NPM} run --silent build -- --outDir ${folder}/dist --emptyOutDir
                --logLevel warn
        COMMAND ${KC_NODE} ${pack} ${folder}/dist ${pages} ${bytes}
        DEPENDS ${sources} ${settings} ${pack}
        WORKING_DIRECTORY ${web}
        COMMENT "Building the pages"
        VERBATIM)
    # The compiler reads the bytes through the assembler, unseen by the search for headers.
    set_source_files_properties(${pages} PROPERTIES OBJECT_DEPENDS ${bytes})
endif()

add_library(kc_pages STATIC ${pages})
target_link_libraries(kc_pages PUBLIC kc_options)

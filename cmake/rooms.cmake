# kc_room(name [USES lower rooms] [LIBS third-party libraries])
#
# One call makes a room: the library kc_<name> from every .cpp beside the caller, and from its
#   *_test.cpp        the program <name>_test
#   *_slow_test.cpp   the program <name>_slow_test, whose tests carry the label "slow"
#   *_fuzz.cpp        one libFuzzer target each, when KC_FUZZ is on
# A room may use only rooms on lower floors; tests/tidy checks the includes.
function(kc_room name)
    cmake_parse_arguments(ROOM "" "" "USES;LIBS" ${ARGN})
    set(here ${CMAKE_CURRENT_SOURCE_DIR})
    file(GLOB sources CONFIGURE_DEPENDS ${here}/*.cpp)
    set(slow_test_sources ${sources})
    list(FILTER slow_test_sources INCLUDE REGEX "_slow_test\\.cpp$")
    set(test_sources ${sources})
    list(FILTER test_sources INCLUDE REGEX "_test\\.cpp$")
    list(FILTER test_sources EXCLUDE REGEX "_slow_test\\.cpp$")
    set(fuzz_sources ${sources})
    list(FILTER fuzz_sources INCLUDE REGEX "_fuzz\\.cpp$")
    list(FILTER sources EXCLUDE REGEX "_(test|fuzz)\\.cpp$")

    add_library(kc_${name} STATIC ${sources})
    target_link_libraries(kc_${name} PUBLIC kc_options)
    foreach(lower IN LISTS ROOM_USES)
        target_link_libraries(kc_${name} PUBLIC kc_${lower})
    endforeach()
    target_link_libraries(kc_${name} PUBLIC ${ROOM_LIBS})

    if(KC_FUZZ)
        foreach(source IN LISTS fuzz_sources)
            kc_fuzz_target(${name} ${source})
        endforeach()
        return()
    endif()
    if(test_sources)
        kc_test_program(${name}_test ${name} "" ${test_sources})
    endif()
    if(slow_test_sources)
        kc_test_program(${name}_slow_test ${name} slow ${slow_test_sources})
    endif()
endfunction()

function(kc_test_program program room label)
    add_executable(${program} ${ARGN})
    target_link_libraries(${program} PRIVATE kc_${room} GTest::gmock GTest::gtest_main)
    # Tests find their data, and the optional reference folder beside the checkout, here.
    target_compile_definitions(${program} PRIVATE KC_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    set(properties TIMEOUT 300)
    if(label)
        list(APPEND properties LABELS ${label})
    endif()
    gtest_discover_tests(${program} TEST_PREFIX ${room}/ DISCOVERY_TIMEOUT 60
        PROPERTIES ${properties})
endfunction()

set(KC_FUZZ_SECONDS 20 CACHE STRING "how long ctest lets each fuzz target run")

# Files worth starting from lie in tests/<room>/fuzz/<target>/, if there are any; what a run finds
# stays in the build folder.
function(kc_fuzz_target room source)
    get_filename_component(target ${source} NAME_WE)
    add_executable(${target} ${source})
    target_link_libraries(${target} PRIVATE kc_${room})
    target_compile_definitions(${target} PRIVATE KC_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)

    set(corpus ${CMAKE_CURRENT_BINARY_DIR}/${target}_corpus)
    file(MAKE_DIRECTORY ${corpus})
    set(seeds ${CMAKE_SOURCE_DIR}/tests/${room}/fuzz/${target})
    if(NOT IS_DIRECTORY ${seeds})
        set(seeds)
    endif()
    add_test(NAME ${room}/${target} COMMAND ${target} -max_total_time=${KC_FUZZ_SECONDS}
        -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 ${corpus} ${seeds})
    math(EXPR limit "${KC_FUZZ_SECONDS} + 120")
    set_tests_properties(${room}/${target} PROPERTIES LABELS slow TIMEOUT ${limit})
endfunction()

# Where the tests find the address of their PostgreSQL; see tests/store/postgres_cluster.sh.
set(KC_TEST_POSTGRES ${CMAKE_BINARY_DIR}/postgres.address)

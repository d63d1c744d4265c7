package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls, which number was called, and what the dialplan may say of both in the request. */
class CallersContractTest {

    private static final Snapshot CRM = Snapshot.ofPortal()
            .contact("{id: 1, name: 'Plus'}", "+7 (912) 345-67-01")
            .contact("{id: 2, name: 'Eight'}", "8 912 345-67-02")
            .contact("{id: 3, name: 'Ten'}", "9123456703")
            .contact("{id: 4, name: 'Abroad'}", "+49 30 1234567")
            .contact("{id: 5, name: 'Several'}", "+7 495 000-00-05", "моб. 8(912)345-67-05, после 18:00")
            // the same ten digits in two countries
            .contact("{id: 6, name: 'Twin'}", "+7 912 345-67-06")
            .contact("{id: 7, name: 'Other twin'}", "+1 912 345-67-06")
            .contact("{id: 8, name: 'Shared A', updatedTime: '2026-07-01T10:00:00+03:00'}", "+7 912 345-67-08")
            .contact("{id: 9, name: 'Shared B', updatedTime: '2026-07-02T10:00:00+03:00'}", "8 (912) 345 67 08");

    @TempDir
    static Path folder;

    private static ContractServer crmroute;

    @BeforeAll
    static void start() throws Exception {
        crmroute = ContractServer.in(folder).put(CRM).apply("""
                        scenario: main
                        rules:
                          - {id: known, when: {field: contact.ID, is: not_empty}, route: [{queue: known}]}
                        others: [{queue: reception}]
                        """, """
                        scenario: night-shift
                        dids: ["+74951234567", "8 (495) 123-45-68"]
                        others: [{queue: night}]
                        """, """
                        scenario: of-the-call
                        rules:
                          - {id: hidden, when: {field: call.anonymous, is: equals, value: yes}, route: [{queue: hidden}]}
                          - {id: hotline, when: {field: call.did, is: equals, value: 8 495 123-45-69}, route: [{queue: hotline}]}
                          - {id: one, when: {field: call.caller, is: equals, value: "89123456701"}, route: [{queue: one}]}
                          - {id: stranger, when: {field: contact.ID, is: empty}, route: [{queue: stranger}]}
                        others: [{queue: reception}]
                        """, """
                        scenario: hours
                        zone: Europe/Moscow
                        rules:
                          - id: open
                            when:
                              all:
                                - {field: call.time, is: between, value: ["09:00", "18:00"]}
                                - {field: call.weekday, is: any_of, value: [Mon, Tue]}
                            route: [{queue: sales}]
                        others: [{queue: night}]
                        """).start();
    }

    @AfterAll
    static void stop() {
        crmroute.close();
    }

    static Stream<Arguments> nationalForms() {
        return Stream.of(
                Arguments.of("+79123456701", "contact:1"),
                Arguments.of("79123456701", "contact:1"),
                Arguments.of("89123456701", "contact:1"),
                Arguments.of("9123456701", "contact:1"),
                Arguments.of("0079123456701", "contact:1"),
                Arguments.of("81079123456701", "contact:1"),
                Arguments.of("8 (912) 345-67-01", "contact:1"),
                Arguments.of("8-912-345-67-01", "contact:1"),
                Arguments.of("\"Plus\" <sip:+79123456701@10.0.0.1;user=phone>", "contact:1"),
                Arguments.of("+79123456702", "contact:2"),
                Arguments.of("9123456702", "contact:2"),
                Arguments.of("89123456703", "contact:3"),
                Arguments.of("+79123456703", "contact:3"),
                Arguments.of("0049301234567", "contact:4"),
                Arguments.of("81049301234567", "contact:4"),
                Arguments.of("49301234567", "contact:4"),
                Arguments.of("89123456705", "contact:5"),
                Arguments.of("84950000005", "contact:5"),
                Arguments.of("+79123456706", "contact:6"),
                Arguments.of("+19123456706", "contact:7"),
                Arguments.of("0019123456706", "contact:7"),
                Arguments.of("+79123456708", "contact:9"));
    }

    @ParameterizedTest
    @MethodSource("nationalForms")
    void a_caller_is_found_in_any_form(String callerId, String record) {
        assertThat(crmroute.call().from(callerId).call().inShort()).isEqualTo("ROUTED RULE_MATCH known " + record);
    }

    @Test
    void the_last_ten_digits_find_a_caller_only_when_they_are_unique() {
        assertThat(crmroute.call().from("+449123456701").call().inShort())
                .isEqualTo("ROUTED RULE_MATCH known contact:1");
        assertThat(crmroute.call().from("+449123456706").call().inShort()).isEqualTo("OTHERS UNKNOWN_CALLER");
        // one number on two cards is one number
        assertThat(crmroute.call().from("+449123456708").call().inShort())
                .isEqualTo("ROUTED RULE_MATCH known contact:9");
        assertThat(crmroute.call().from("123456701").call().inShort()).isEqualTo("OTHERS UNKNOWN_CALLER");
        assertThat(crmroute.call().from("3456701").call().inShort()).isEqualTo("OTHERS UNKNOWN_CALLER");
    }

    static Stream<Arguments> withheld() {
        return Stream.of(
                Arguments.of("+79123456701", "32"),
                Arguments.of("+79123456701", "33"),
                Arguments.of("+79123456701", "35"),
                Arguments.of("anonymous", "0"),
                Arguments.of("Anonymous", "32"),
                Arguments.of("unknown", "0"),
                Arguments.of("unknown", "67"),
                Arguments.of("", "0"),
                Arguments.of("\"Anonymous\" <sip:anonymous@anonymous.invalid>", "0"));
    }

    @ParameterizedTest
    @MethodSource("withheld")
    void a_withheld_number_is_anonymous(String callerId, String presentation) {
        AgiCaller call = crmroute.call().from(callerId).with("agi_callingpres", presentation);
        AgiCaller.Answer answer = call.call();
        assertThat(answer.inShort()).isEqualTo("OTHERS ANONYMOUS");
        assertThat(answer.get("CRM_CALLER_NAME")).isEmpty();
        assertThat(call.asking("scenario=of-the-call").call().inShort()).isEqualTo("ROUTED RULE_MATCH hidden");
    }

    @Test
    void rules_may_ask_for_the_call_itself() {
        assertThat(crmroute.call()
                        .from("+79990000000")
                        .asking("scenario=of-the-call")
                        .call()
                        .inShort())
                .isEqualTo("ROUTED RULE_MATCH stranger");
        assertThat(crmroute.call("+79123456701", "of-the-call").inShort()).isEqualTo("ROUTED RULE_MATCH one");
        assertThat(crmroute.call()
                        .from("+79123456702")
                        .dialling("74951234569")
                        .asking("scenario=of-the-call")
                        .call()
                        .inShort())
                .isEqualTo("ROUTED RULE_MATCH hotline");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+74951234567", "74951234567", "84951234567", "4951234567", "84951234568", "+7 495 123 45 68"})
    void the_number_called_chooses_the_scenario(String did) {
        assertThat(crmroute.call().from("+79123456701").dialling(did).call().get("CRM_TARGET_ID"))
                .isEqualTo("night");
    }

    @Test
    void the_extension_stands_in_for_a_number_called_that_is_not_told() {
        assertThat(crmroute.call()
                        .from("+79123456701")
                        .with("agi_extension", "84951234567")
                        .call()
                        .get("CRM_TARGET_ID"))
                .isEqualTo("night");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "", "+74951234599", "s", "100"})
    void without_a_bound_number_main_decides(String did) {
        assertThat(crmroute.call().from("+79123456701").dialling(did).call().get("CRM_TARGET_ID"))
                .isEqualTo("known");
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("scenario=night-shift", "night"),
                Arguments.of("scenario=night%2Dshift", "night"),
                Arguments.of("scenario=%6eight-shift", "night"),
                Arguments.of("scenario=main", "known"),
                Arguments.of("scenario=", "known"),
                Arguments.of("did=%2B74951234567", "night"),
                Arguments.of("did=+74951234567", "night"),
                Arguments.of("did=84951234567&scenario=main", "known"),
                Arguments.of("did=", "known"),
                Arguments.of("caller=%2B79990000000", "reception"),
                Arguments.of("caller=+79990000000", "reception"),
                Arguments.of("caller=8%20%28912%29%20345-67-02", "known"),
                Arguments.of("caller=", "known"),
                Arguments.of("caller=anonymous&scenario=main", "reception"),
                Arguments.of("caller=%2B79123456702&did=%2B74951234569&scenario=of%2Dthe-call", "hotline"),
                Arguments.of("caller=%D0%B0%D0%BD%D0%BE%D0%BD%D0%B8%D0%BC&scenario=of-the-call", "hidden"),
                Arguments.of("foo=bar&scenario=night-shift&scenario=main", "night"),
                // a percent sign that begins nothing is no reason to lose a call
                Arguments.of("caller=%&scenario=main", "reception"),
                Arguments.of("scenario=main&caller=%2", "reception"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void the_request_may_say_more(String query, String queue) {
        assertThat(crmroute.call().from("+79123456701").asking(query).call().get("CRM_TARGET_ID"))
                .isEqualTo(queue);
    }

    @Test
    void a_hostile_request_is_only_a_scenario_nobody_knows() {
        AgiCaller.Answer answer = crmroute.call()
                .from("+79123456701")
                .asking("scenario=x%22%0ASET%20VARIABLE%20CRM_TARGET%20evil%00")
                .call();
        assertThat(answer.get("CRM_STATUS")).isEqualTo("FAILED");
        assertThat(answer.text()).doesNotContain("evil");
    }

    static Stream<Arguments> hours() {
        return Stream.of(
                // Monday the 5th of January 2026
                Arguments.of("2026-01-05T09:00+03:00", "sales"),
                Arguments.of("2026-01-05T08:59+03:00", "night"),
                Arguments.of("2026-01-05T14:59+00:00", "sales"),
                Arguments.of("2026-01-05T18:01+03:00", "night"),
                Arguments.of("2026-01-06T12:00+03:00", "sales"),
                Arguments.of("2026-01-07T12:00+03:00", "night"));
    }

    @ParameterizedTest
    @MethodSource("hours")
    void the_scenarios_zone_tells_the_time(String at, String queue) {
        ContractServer.Ran ran = crmroute.run("explain", "+79123456701", "--scenario", "hours", "--at", at, "--json");
        assertThat(Snapshot.json(ran.mustBe(0).out()).path("target").path("id").asString())
                .isEqualTo(queue);
    }
}

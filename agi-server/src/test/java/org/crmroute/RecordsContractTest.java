package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cards a caller leads to, and which of several is meant. */
class RecordsContractTest {

    private static final Snapshot CRM = Snapshot.ofPortal()
            // a new deal in Sales of Anna's, and a repair in Service of Boris's that changed later
            .contact("{id: 5, name: 'Иван', assignedById: 5}", "+79123456701")
            .deal("{id: 76, contactIds: [5], assignedById: 1, updatedTime: '2026-07-18T10:00:00+03:00'}")
            .deal("{id: 77, contactIds: [5], categoryId: 5, stageId: 'C5:REPAIR', assignedById: 2,"
                    + " updatedTime: '2026-07-19T10:00:00+03:00'}")
            .deal("{id: 78, contactIds: [5], stageId: 'WON', stageSemanticId: 'S', closed: 'Y', assignedById: 3,"
                    + " updatedTime: '2026-07-20T10:00:00+03:00'}")
            .deal("{id: 79, contactIds: [5], isRecurring: 'Y', updatedTime: '2026-07-21T10:00:00+03:00'}")
            // a deal that only the contact's company has
            .company("{id: 30, title: 'ООО «Ромашка»', assignedById: 9}", "+7 495 111-22-33")
            .contact("{id: 6, name: 'Мария', companyId: 30, companyIds: [30]}", "+79123456702")
            .deal("{id: 80, companyId: 30, stageId: 'UC_CONTRACT', assignedById: 3}")
            // our own company calls nobody
            .company("{id: 31, title: 'We', isMyCompany: 'Y'}", "+7 495 123-45-67")
            // a deal whose second contact calls
            .contact("{id: 7, name: 'Second'}", "+79123456703")
            .deal("{id: 81, contactId: 5000, contactIds: [5000, 7], categoryId: 7, stageId: 'C7:NEW', assignedById: 4}")
            // a lead that came to nothing, and one that is being worked on
            .lead("{id: 40, title: 'Old', stageId: 'JUNK', stageSemanticId: 'F'}", "+79123456704")
            .lead("{id: 41, title: 'Заявка', assignedById: 2}", "+79123456704");

    @TempDir
    static Path folder;

    private static ContractServer crmroute;

    @BeforeAll
    static void start() throws Exception {
        crmroute = ContractServer.in(folder)
                .put(CRM)
                .apply(
                        rule("sales", "{field: deal.funnel, is: equals, value: Sales}"),
                        rule("repair", "{field: deal.stage, is: equals, value: Repair}"),
                        rule("any", "{field: deal.ID, is: not_empty}"),
                        rule(
                                "mixed",
                                "{all: [{field: deal.funnel, is: equals, value: Sales},"
                                        + " {field: deal.assignee, is: equals, value: Борис Иванов}]}"),
                        rule("neither", "{not: {field: deal.funnel, is: equals, value: Sales}}"),
                        rule(
                                "both",
                                "{all: [{field: deal.funnel, is: equals, value: Sales},"
                                        + " {field: deal.assignee, is: equals, value: Анна Смирнова},"
                                        + " {field: contact.assignee, is: equals, value: Helen Head}]}"),
                        rule("contract", "{field: deal.stage, is: equals, value: Contract Negotiation}"),
                        rule("won", "{field: deal.stage, is: equals, value: Deal successful}"),
                        "deals: all\n" + rule("won-all", "{field: deal.stage, is: equals, value: Deal successful}"),
                        "deals: newest\n" + rule("won-newest", "{field: deal.ID, is: not_empty}"),
                        "deals: all\n" + rule("any-all", "{field: deal.ID, is: not_empty}"),
                        rule("partner", "{field: deal.funnel, is: equals, value: Partners}"),
                        rule("company", "{field: company.TITLE, is: contains, value: ромашка}", "company"),
                        rule("lead", "{field: lead.ID, is: not_empty}", "lead"))
                .start();
    }

    @AfterAll
    static void stop() {
        crmroute.close();
    }

    private static String rule(String name, String when) {
        return rule(name, when, "deal");
    }

    private static String rule(String name, String when, String whose) {
        return """
                scenario: %s
                rules:
                  - id: hit
                    when: %s
                    route: [{assignee: %s}]
                others: [{queue: reception}]
                """.formatted(name, when, whose);
    }

    private static void assertCall(String number, String scenario, String record, String extension) {
        AgiCaller.Answer answer = crmroute.call(number, scenario);
        assertThat(answer.inShort()).isEqualTo("ROUTED RULE_MATCH hit " + record);
        assertThat(answer.get("CRM_TARGET")).isEqualTo("crmroute-extension," + extension + ",1");
    }

    private static void assertNobody(String number, String scenario, String reason) {
        AgiCaller.Answer answer = crmroute.call(number, scenario);
        assertThat(answer.inShort()).isEqualTo("OTHERS " + reason);
    }

    @Test
    void the_deal_that_satisfies_the_rule_decides_and_its_assignee_is_dialled() {
        assertCall("+79123456701", "sales", "deal:76", "201");
        assertCall("+79123456701", "repair", "deal:77", "202");
    }

    @Test
    void of_two_open_deals_that_would_do_the_newest_decides() {
        assertCall("+79123456701", "any", "deal:77", "202");
    }

    @Test
    void conditions_of_one_rule_hold_on_one_deal_not_on_two() {
        assertNobody("+79123456701", "mixed", "NO_MATCH");
        assertCall("+79123456701", "both", "deal:76", "201");
    }

    @Test
    void some_deal_that_is_not_in_sales_is_enough_for_not() {
        assertCall("+79123456701", "neither", "deal:77", "202");
    }

    @Test
    void closed_deals_count_only_when_asked_for() {
        assertNobody("+79123456701", "won", "NO_MATCH");
        assertCall("+79123456701", "won-all", "deal:78", "203");
        // open before closed, though the closed one changed later
        assertCall("+79123456701", "any-all", "deal:77", "202");
        // the newest of all is the closed one
        assertCall("+79123456701", "won-newest", "deal:78", "203");
    }

    @Test
    void a_deal_of_the_contacts_company_counts() {
        assertCall("+79123456702", "contract", "deal:80", "203");
        assertCall("+79123456702", "company", "company:30", "209");
        assertThat(crmroute.call("+79123456702", "contract").get("CRM_CALLER_NAME"))
                .isEqualTo("Мария");
    }

    @Test
    void the_companys_own_number_leads_to_the_company_and_its_deals() {
        assertCall("+74951112233", "contract", "deal:80", "203");
        assertCall("+74951112233", "company", "company:30", "209");
        assertThat(crmroute.call("+74951112233", "company").get("CRM_CALLER_NAME"))
                .isEqualTo("ООО «Ромашка»");
    }

    @Test
    void our_own_company_is_no_customer() {
        assertNobody("+74951234567", "company", "UNKNOWN_CALLER");
    }

    @Test
    void a_deals_second_contact_counts() {
        assertCall("+79123456703", "partner", "deal:81", "204");
    }

    @Test
    void an_open_lead_decides_and_names_the_caller() {
        assertCall("+79123456704", "lead", "lead:41", "202");
        assertThat(crmroute.call("+79123456704", "lead").get("CRM_CALLER_NAME")).isEqualTo("Заявка");
    }
}

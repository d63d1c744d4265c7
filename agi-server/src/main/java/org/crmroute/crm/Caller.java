package org.crmroute.crm;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.call.Party;

/**
 * Who is calling: every record the number leads to, per entity open before closed, then newest first.
 *
 * @param number what was looked up
 * @param bySuffix true when only the last digits matched (they are unique in the CRM then)
 */
public record Caller(
        Party number,
        boolean bySuffix,
        List<CrmRecord> deals,
        List<CrmRecord> leads,
        List<CrmRecord> contacts,
        List<CrmRecord> companies) {

    public Caller {
        deals = List.copyOf(deals);
        leads = List.copyOf(leads);
        contacts = List.copyOf(contacts);
        companies = List.copyOf(companies);
    }

    /** A caller of whom the CRM knows nothing. */
    public static Caller unknown(Party number) {
        return new Caller(number, false, List.of(), List.of(), List.of(), List.of());
    }

    public List<CrmRecord> records(EntityType entity) {
        return switch (entity) {
            case DEAL -> deals;
            case LEAD -> leads;
            case CONTACT -> contacts;
            case COMPANY -> companies;
        };
    }

    public boolean known() {
        return !(deals.isEmpty() && leads.isEmpty() && contacts.isEmpty() && companies.isEmpty());
    }

    /** A name for the phone's display: the contact's, else the lead's, else the company's; empty when unknown. */
    public String name() {
        return Stream.of(
                        contacts.stream().map(Caller::personName),
                        leads.stream().map(Caller::personName),
                        companies.stream().map(c -> c.text("TITLE").orElse("")),
                        leads.stream().map(l -> l.text("TITLE").orElse("")))
                .flatMap(names -> names)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String personName(CrmRecord person) {
        return Stream.of(person.text("NAME"), person.text("LAST_NAME"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }
}

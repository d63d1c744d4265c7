package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands of a batch as query strings. */
class QueryTest {

    @Test
    void writesMapsAndListsAsPhpReadsThem() throws Exception {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put(">id", 5);
        filter.put("@id", List.of(7, 8));
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("entityTypeId", 3);
        parameters.put("filter", filter);
        parameters.put("start", -1);
        String query = Query.of(new Command("crm.item.list", parameters));
        assertThat(query)
                .isEqualTo("crm.item.list?entityTypeId=3&filter%5B%3Eid%5D=5&filter%5B%40id%5D%5B0%5D=7"
                        + "&filter%5B%40id%5D%5B1%5D=8&start=-1");
        assertThat(URLDecoder.decode(query, StandardCharsets.UTF_8))
                .isEqualTo("crm.item.list?entityTypeId=3&filter[>id]=5&filter[@id][0]=7&filter[@id][1]=8&start=-1");
    }

    @Test
    void keepsThePlusOfADate() throws Exception {
        Command command =
                new Command("crm.item.list", Map.of("filter", Map.of(">=updatedTime", "2026-01-05T09:00:00+03:00")));
        assertThat(Query.of(command))
                .isEqualTo("crm.item.list?filter%5B%3E%3DupdatedTime%5D=2026-01-05T09%3A00%3A00%2B03%3A00");
    }

    @Test
    void separatesWhatValuesHold() throws Exception {
        assertThat(Query.of(new Command("m", Map.of("a", "x&b=1?#%/ Ж"))))
                .isEqualTo("m?a=x%26b%3D1%3F%23%25%2F%20%D0%96");
    }

    @Test
    void writesYesAndNoAsPhpDoes() throws Exception {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("yes", true);
        parameters.put("no", false);
        parameters.put("none", null);
        parameters.put("empty", Map.of());
        assertThat(Query.of(new Command("m", parameters))).isEqualTo("m?yes=1&no=0&none=");
        assertThat(Query.of(new Command("m", Map.of()))).isEqualTo("m");
    }

    @Test
    void refusesAListThatWouldVanishAndAFilterWithIt() {
        Command command = new Command("crm.item.list", Map.of("filter", Map.of("@id", List.of())));
        assertThatThrownBy(() -> Query.of(command)).isInstanceOf(BitrixError.Defect.class);
    }
}

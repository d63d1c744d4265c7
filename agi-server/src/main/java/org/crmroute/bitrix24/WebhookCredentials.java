package org.crmroute.bitrix24;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A webhook's address is all that is needed. It does not expire. */
final class WebhookCredentials implements Credentials {

    private final List<String> secrets;
    private volatile URI address;

    WebhookCredentials(Access.Webhook access) {
        this.address = access.address;
        this.secrets = List.of(PortalAddress.code(access.address));
    }

    @Override
    public Pass pass(Deadline deadline) {
        return new Pass(address, Optional.empty());
    }

    @Override
    public Optional<Pass> renew(Pass expired, Deadline deadline) {
        return Optional.empty();
    }

    @Override
    public void moved(URI to) {
        address = PortalAddress.rebased(address, to);
    }

    @Override
    public List<String> secrets() {
        return secrets;
    }
}

package org.crmroute.lab;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crmroute.lab.phone.Party;
import org.crmroute.lab.phone.SipPhone;
import org.crmroute.lab.phone.Tone;
import org.crmroute.lab.phone.Wires;

/** Phones that send and check audio, at their places in a lab. Every extension has a tone of its own. */
public final class PhoneRoom implements AutoCloseable {

    private static final int SIP = 5060;
    private static final int FIRST = 201;
    private static final int LAST = 220;

    private final LabNetwork network;
    private final Wires wires;
    private final Map<Integer, SipPhone> phones = new HashMap<>();
    private final List<SipPhone> others = new ArrayList<>();

    private PhoneRoom(LabNetwork network, Wires wires) {
        this.network = network;
        this.wires = wires;
    }

    public static PhoneRoom open(LabNetwork network) {
        return new PhoneRoom(network, Wires.open());
    }

    /** An extension's phone, plugged in when it is first asked for; its habit is what the last one said. */
    public SipPhone phone(int extension) {
        if (extension < FIRST || extension > LAST) {
            throw new IllegalArgumentException(
                    "The lab has extensions %d to %d, not %d".formatted(FIRST, LAST, extension));
        }
        return phones.computeIfAbsent(
                extension,
                number -> SipPhone.plugIn(
                        wires,
                        new Party("", Integer.toString(number)),
                        new Tone(number - FIRST),
                        new InetSocketAddress(network.phone(number), SIP),
                        exchange()));
    }

    /** Somebody who calls from outside. */
    public SipPhone customer(String number) {
        return customer(number, new Tone(Tone.COUNT - 1));
    }

    /** Somebody who calls from outside, with a tone that may be another's as well when the two never meet. */
    public SipPhone customer(String number, Tone tone) {
        return other(new Party("", number), tone, new InetSocketAddress(network.trunk(), 0));
    }

    /** Somebody outside who is called. */
    public SipPhone outside() {
        return other(new Party("", "outside"), new Tone(Tone.COUNT - 2), new InetSocketAddress(network.gateway(), SIP));
    }

    private SipPhone other(Party owner, Tone tone, InetSocketAddress here) {
        SipPhone phone = SipPhone.plugIn(wires, owner, tone, here, exchange());
        others.add(phone);
        return phone;
    }

    private InetSocketAddress exchange() {
        return new InetSocketAddress(network.asterisk(), SIP);
    }

    /** Every phone that is plugged in. */
    public List<SipPhone> all() {
        List<SipPhone> all = new ArrayList<>(phones.values());
        all.addAll(others);
        return all;
    }

    /** What went wrong within the phones themselves. */
    public List<String> faults() {
        return wires.faults();
    }

    @Override
    public void close() {
        phones.values().forEach(SipPhone::close);
        others.forEach(SipPhone::close);
        wires.close();
    }
}

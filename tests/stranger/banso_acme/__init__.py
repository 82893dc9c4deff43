"""Acme CRM as a partner of Banso: a whole connector to a system that speaks JSON over HTTP. Copy it to begin your own.

The paths and words of Acme are made up; what a system has to offer for each part of the contract is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from banso_acme.words import from_wire, to_wire
from banso_connector import (
    API,
    Auth,
    BadConfig,
    Change,
    Context,
    CursorExpired,
    Duplicate,
    Field,
    FieldPreset,
    Gone,
    HttpReply,
    Identity,
    KeysetCursor,
    Ok,
    Op,
    Outcome,
    Page,
    Param,
    Preset,
    Rejected,
    Scalar,
    SchemaChanged,
    SecretAuth,
    Stale,
    TypeInfo,
    Unavailable,
    Unsure,
    base_url,
    bisected,
    from_datetime,
    in_pieces,
    to_datetime,
)

# Acme stamps a record when its transaction begins and shows it when that ends: half a minute is the longest it takes.
LAG = KeysetCursor(timedelta(seconds=30), timedelta(seconds=1))
READ_AT_ONCE = 100


class AcmeConnector:
    """What Banso finds by the entry point. Nothing happens before `open`."""

    api: ClassVar[int] = API
    id: ClassVar[str] = "acme"
    label: ClassVar[str] = "Acme CRM"
    params: ClassVar[tuple[Param, ...]] = (
        Param("url", "Address", "url", help="As in the browser, such as https://you.acme.example"),
    )
    auth: ClassVar[Auth] = SecretAuth((Param("key", "API key", "password"),))
    presets: ClassVar[Mapping[str, Preset]] = {
        "account": Preset("accounts", {"name": "Name", "domain": "Domain", "industry": "Industry"}),
        "request": Preset(
            "requests",
            {
                "account": "Account",
                "words": FieldPreset("Words", merge="text"),
                "raised_on": "Raised",
                "amount": FieldPreset("Amount", group="money"),
                "currency": FieldPreset("Currency", group="money"),
            },
        ),
    }
    conformance: ClassVar[str] = "banso_acme.bench:AcmeBench"

    def open(self, config: Mapping[str, Scalar], ctx: Context) -> AcmeSession:
        """Check the settings; the first request is made by what is asked."""
        return AcmeSession(base_url("url", config.get("url")), ctx)


class AcmeSession:
    """One conversation with Acme."""

    def __init__(self, url: str, ctx: Context) -> None:
        self._url = url
        self._ctx = ctx
        self._types: dict[str, TypeInfo] = {}

    def identity(self) -> Identity:
        """Return whose Acme this is: `org` is never the same for two customers, nor for a sandbox."""
        me = self._get("/me")
        return Identity(me["org"], me["user"], me["name"], me["tz"], me["currency"])

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        """Return the types with the rights of the user whose key it is."""
        self._types = {told["name"]: _type_of(told) for told in self._get("/types")}
        return [info for name, info in self._types.items() if types is None or name in types]

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        """Walk through what changed, by stamp and id: Acme can be asked for both."""
        walk = LAG.walk(cursor, self._ctx.server_now())
        while True:
            query = {"fields": ",".join(fields)}
            if walk.since is not None:
                query["since"] = from_datetime(walk.since)
            if walk.after is not None:
                query |= {"since": from_datetime(walk.after[0]), "after": walk.after[1]}
            told = self._get(f"/records/{type}", query)
            changes = [self._change(type, record) for record in told["records"]]
            cursor = None
            for record in told["records"][-1:]:
                cursor = walk.passed(to_datetime(record["stamp"]), record["id"])
            if cursor is None or not told["more"]:
                yield Page(changes, walk.done())
                return
            yield Page(changes, cursor)

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        """Read from the database of Acme, not from its search, which is minutes behind."""
        found: list[Change] = []
        for name, wanted in (("ids", ids), ("keys", keys)):
            for some in in_pieces(wanted, READ_AT_ONCE):
                told = self._post(f"/read/{type}", {name: some, "fields": list(fields)})
                found += [self._change(type, record) for record in told]
        return found

    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        """Tell which records there are."""
        yield self._get(f"/ids/{type}")

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        """Write, each op guarded by the version last seen, each create refused by Acme if our key is there already."""
        return bisected(lambda some: self._sent(type, some), ops)

    def close(self) -> None:
        """Keep nothing."""

    def _sent(self, type: str, ops: Sequence[Op]) -> Sequence[Outcome] | Rejected:
        told = [
            {"kind": op.kind, "key": op.key, "id": op.id, "version": op.version}
            | {"fields": {name: to_wire(value) for name, value in op.fields.items()}}
            for op in ops
        ]
        reply = self._ctx.http.request("POST", f"{self._url}/write/{type}", json=told, headers=self._key(), write=True)
        if reply.status == 422:
            return Rejected({"*": "Acme took nothing of this batch."})
        results = _checked(reply)
        return [self._outcome(type, result) for result in results]

    def _outcome(self, type: str, told: Mapping[str, Any]) -> Outcome:
        match told["result"]:
            case "ok":
                after = self._change(type, told["record"])
                return Ok(after.id, after.version, after)
            case "stale":
                return Stale()
            case "duplicate":
                return Duplicate(told["id"])
            case "gone":
                return Gone(told["moved_to"])
            case "refused":
                return Rejected(told["fields"], told["code"])
        return Unsure(f"Acme says {told['result']!r}")

    def _change(self, type: str, told: Mapping[str, Any]) -> Change:
        fields = {field.name: field for field in self._info(type).fields}
        values = {name: from_wire(value, fields[name]) for name, value in told["fields"].items() if name in fields}
        return Change(
            told["id"], told["version"], values, told["key"], told["gone"], told["moved_to"], told["stamp"], told["by"]
        )

    def _info(self, type: str) -> TypeInfo:
        if type not in self._types:
            self.describe()
        if type not in self._types:
            raise SchemaChanged(type, ("*",))
        return self._types[type]

    def _key(self) -> dict[str, str]:
        return {"X-Api-Key": self._ctx.secrets["key"]}

    def _get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        return _checked(self._ctx.http.request("GET", self._url + path, query=query, headers=self._key()))

    def _post(self, path: str, body: object) -> Any:
        # It only asks, so that it may be sent again: the body is too long for an address.
        return _checked(self._ctx.http.request("POST", self._url + path, json=body, headers=self._key()))


def _checked(reply: HttpReply) -> Any:
    """Return what was answered; statuses that the kit leaves to us mean what Acme's manual says."""
    told = reply.json()
    if reply.status == 200:
        return told["data"]
    if reply.status == 404:
        raise BadConfig("url", "There is no Acme at this address.")
    if reply.status == 410:
        raise CursorExpired(told["message"])
    if reply.status == 409:
        raise SchemaChanged(told["type"], told["fields"])
    raise Unavailable(f"status {reply.status}")


def _type_of(told: Mapping[str, Any]) -> TypeInfo:
    fields = tuple(
        Field(
            f["name"], f["label"], f["type"], f["writable"], f["on_create"], f["required"], f["nullable"],
            f["max_length"], f["scale"], tuple((code, label) for code, label in f["options"]), tuple(f["ref_to"]),
            f["currency_field"], f["custom"],
        )
        for f in told["fields"]
    )  # fmt: skip
    return TypeInfo(
        told["name"], told["label"], fields, create_key="unique", guard="atomic", deletions="feed", batch=100
    )

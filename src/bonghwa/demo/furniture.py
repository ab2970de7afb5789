"""What the demo puts into a fresh installation: one institution, one system, one server, and two people."""

from msgspec import Struct

from bonghwa.demo.victim.shop import Service as Part
from bonghwa.demo.victim.shop import Shop
from bonghwa.kernel.ids import new_secret
from bonghwa.kernel.settings import Settings
from bonghwa.registry.fleet.inventory import add_institution, add_server, add_service, add_system
from bonghwa.registry.fleet.model import Institution, Server, Service, ServiceSettings, System
from bonghwa.registry.people.passwords import hash_password
from bonghwa.registry.people.service import add_person
from bonghwa.store.migrate import upgrade
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM, Grant, Role

INSTITUTION, SYSTEM_CODE, SERVER = "demo", "shop", "shop-1"
ADMIN, APPROVER = "admin", "minji"


class Credentials(Struct, frozen=True):
    """Who may sign in to this demo; the passwords are random and die with it."""

    login: str
    password: str


class Furnished(Struct, frozen=True):
    """The two people of the demo: one watches and manages, the other approves."""

    admin: Credentials
    approver: Credentials


async def furnish(settings: Settings, shop: Shop) -> Furnished:
    """Fill a fresh data directory."""
    await upgrade(settings.database)
    store = Store(settings.database)
    admin, approver = Credentials(ADMIN, new_secret(9)), Credentials(APPROVER, new_secret(9))
    hashes = [await hash_password(who.password) for who in (admin, approver)]
    try:
        async with store.write() as tx:
            await add_institution(tx, SYSTEM, Institution(code=INSTITUTION, name="데모 기관"))
            await add_system(tx, SYSTEM, System(institution=INSTITUTION, code=SYSTEM_CODE, name="작은 가게"))
            server = Server(code=SERVER, institution=INSTITUTION, system=SYSTEM_CODE, address="127.0.0.1")
            await add_server(tx, SYSTEM, server)
            for service in services_of(shop):
                await add_service(tx, SYSTEM, service)
            everything = (Grant(role=Role.ADMIN), Grant(role=Role.AUDITOR), Grant(role=Role.APPROVER))
            await add_person(
                tx,
                SYSTEM,
                login=ADMIN,
                name="관리자",
                password_hash=hashes[0],
                roles=everything,
                language="ko",
            )
            here = Grant(role=Role.APPROVER, institution=INSTITUTION, system=SYSTEM_CODE)
            await add_person(
                tx,
                SYSTEM,
                login=APPROVER,
                name="김민지",
                password_hash=hashes[1],
                roles=(here,),
                language="ko",
            )
    finally:
        await store.close()
    return Furnished(admin=admin, approver=approver)


def services_of(shop: Shop) -> tuple[Service, ...]:
    """The shop's services as the inventory knows them."""
    worker = ServiceSettings(
        backend="scripts",
        home=str(shop.home(Part.WORKER)),
        health=f"http://127.0.0.1:{shop.worker_port}/health",
        port=shop.worker_port,
        log_directory=str(shop.logs),
        log_pattern="shop-*.json",
        log_quota_bytes=shop.quota_bytes,
        configuration=(str(shop.configuration.parent),),
        baseline_store=str(shop.directory.parent / "baseline"),
    )
    front = ServiceSettings(
        backend="scripts",
        home=str(shop.home(Part.FRONT)),
        port=shop.front_port,
        depends_on=(Part.WORKER.value,),
    )
    place = {"server": SERVER, "institution": INSTITUTION, "system": SYSTEM_CODE}
    return (
        Service(code=Part.WORKER.value, name="주문 처리 (worker)", settings=worker, **place),
        Service(code=Part.FRONT.value, name="앞단 (front)", settings=front, **place),
    )

"""A bundle on its way out, in and out again."""

from core.exchange.exporting import export_bundle
from core.exchange.importing import import_bundle
from tests.integration.databases import database_at


def files(folder):
    """The bytes of each file by its name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


async def round_trip(database, servers, tmp_path):
    """Export, import into an empty database, export: the bytes of both."""
    await export_bundle(database, tmp_path / "one")
    other = database_at(await servers.fresh())
    try:
        report = await import_bundle(other, tmp_path / "one")
        await export_bundle(other, tmp_path / "two")
    finally:
        await other.engine.dispose()
    assert report.left_out == ()
    return files(tmp_path / "one"), files(tmp_path / "two")

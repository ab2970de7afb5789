"""What an operation is called in the OpenAPI document."""

from fastapi.routing import APIRoute


def operation_id(route: APIRoute) -> str:
    """The name of the function that answers: it reads like what it does, and says nothing of the address."""
    return route.name

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from partnership import first_person
from partnership.errors import DomainError

QUESTIONS = {
    "name": "The name of the partnership, as it stands on every page",
    "area": "The area it works for, such as Goulburn",
    "email": "The email of its first administrator, who is also backbone staff",
}


class Command(BaseCommand):
    help = (
        "Make a real, empty partnership and invite its first person. What is not given is asked. "
        "Run it again to get a new link while nobody has used the first one."
    )

    def add_arguments(self, parser):
        for name, question in QUESTIONS.items():
            parser.add_argument(f"--{name}", default="", help=question)

    def handle(self, *args, **options):
        try:
            token = first_person.new_link() or self._begin(options)
        except DomainError as error:
            raise CommandError(str(error)) from error
        host = next((h for h in settings.ALLOWED_HOSTS if "." in h.strip(".")), "localhost")
        scheme = "http" if settings.PLAIN_HTTP else "https"
        address = f"{scheme}://{host.lstrip('.')}{reverse('accept-invitation', args=[token])}"
        self.stdout.write("Open this link once, within 7 days. It is shown only now:")
        self.stdout.write(address)

    def _begin(self, options) -> str:
        told = {name: self._ask(name, options[name]) for name in QUESTIONS}
        try:
            validate_email(told["email"])
        except ValidationError as error:
            raise CommandError(f"{told['email']} is no email address.") from error
        return first_person.set_up(**told)

    def _ask(self, name: str, given: str) -> str:
        answer = given.strip() or input(f"{QUESTIONS[name]}: ").strip()
        if not answer:
            raise CommandError(f"Nothing was changed: --{name} is needed.")
        return answer

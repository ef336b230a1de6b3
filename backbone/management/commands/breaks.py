"""``manage.py breaks``: where the thread from words to answers is broken, for the terminal."""

from django.core.management.base import BaseCommand

from backbone.thread import breaks


class Command(BaseCommand):
    help = "List where the thread from what people said to what was answered is broken."

    def handle(self, *args, **options):
        for sentence, steps in breaks():
            self.stdout.write(sentence)
            for step in steps:
                self.stdout.write(f"  {step.title}  {step.url}")

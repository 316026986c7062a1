"""What one organization says of another is sealed. What was written before in plain words is sealed now."""

from django.db import migrations, models

from commonweal.instruments.sealed_ratings import closed


def seal_what_is_there(apps, schema_editor):
    for rating in apps.get_model("instruments", "TieRating").objects.all():
        rating.sealed = closed(rating.answers)
        rating.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_first_tables")]

    operations = [
        migrations.AddField(model_name="tierating", name="sealed", field=models.BinaryField(null=True)),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="tierating",
            name="sealed",
            field=models.BinaryField(help_text="By question; a question without an answer is not there."),
        ),
        migrations.RemoveField(model_name="tierating", name="answers"),
    ]

"""Stories: what each scene shows, and where stories are kept.

Enters: Story records. Leaves: rendered scenes. Imports picture and what is below it.
"""

"""The closed lists of the document format; they may be extended, never renamed."""

from __future__ import annotations

from typing import Literal

__all__ = [
    "ActivityType",
    "Assistance",
    "BandRole",
    "Condition",
    "Equipment",
    "Goal",
    "Intensity",
    "Kind",
    "Level",
    "ParQ",
    "Record",
    "Region",
    "Symptom",
    "Technique",
]

Kind = Literal["plan", "log"]
Level = Literal["novice", "intermediate", "advanced"]
Technique = Literal["learning", "mastered"]
Goal = Literal["back_health", "strength", "hypertrophy", "power", "general"]
Record = Literal["warm_up", "warm_up_sets", "stretches"]
Assistance = Literal["band", "machine", "none"]
BandRole = Literal["assist", "resist"]
Intensity = Literal["mild", "moderate", "strong", "pain"]
ActivityType = Literal[
    "cardio", "mobility", "dynamic_stretch", "static_stretch", "activation", "lift"
]
Condition = Literal[
    "low_back_pain",
    "shoulder_injury",
    "arm_injury",
    "neck_pain",
    "osteoporosis",
    "vertebral_fracture",
    "high_blood_pressure",
    "heart_condition",
    "eye_condition",
    "pregnancy",
    "illness",
    "cancer_history",
    "long_term_steroids",
    "fracture_risk",
]
Symptom = Literal[
    "leg_weakness",
    "leg_numbness",
    "saddle_numbness",
    "urinary_retention",
    "loss_of_bladder_control",
    "loss_of_bowel_control",
    "chest_pain",
    "pain_after_accident",
    "fever",
    "unexplained_weight_loss",
    "night_pain",
    "lump",
    "pain_on_coughing",
    "pain_between_shoulder_blades",
    "new_sharp_pain",
    "radiating_pain",
    "back_pain",
    "pain_not_eased_by_rest",
    "vaginal_bleeding",
    "regular_contractions",
    "fluid_leakage",
    "shortness_of_breath",
    "dizziness",
    "headache",
    "calf_pain_or_swelling",
]
# The seven general questions of the PAR-Q+, in its order.
ParQ = Literal[
    "heart_condition_or_high_blood_pressure",
    "chest_pain",
    "dizziness_or_fainting",
    "other_chronic_condition",
    "medication_for_chronic_condition",
    "bone_joint_or_soft_tissue_problem",
    "supervised_activity_only",
]
Equipment = Literal[
    "belt",
    "dip_belt",
    "band",
    "straps",
    "wraps",
    "chalk",
    "barbell",
    "dumbbell",
    "kettlebell",
    "cable",
    "machine",
    "smith_machine",
    "trap_bar",
    "ez_bar",
    "t_bar",
    "body_weight",
    "medicine_ball",
    "exercise_ball",
    "plate",
    "sled",
    "rope",
    "suspension",
    "foam_roller",
    "cardio_machine",
    "pull_up_bar",
    "bench",
    "rack",
    "other",
    "none",
]
Region = Literal[
    "neck",
    "traps",
    "scapular",
    "upper_back",
    "middle_back",
    "lats",
    "lower_back",
    "core",
    "hips",
    "glutes",
    "hamstrings",
    "quadriceps",
    "adductors",
    "calves",
    "chest",
    "shoulders",
    "biceps",
    "triceps",
    "forearms",
]
